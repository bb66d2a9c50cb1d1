import { passesLuhn, type TestCard, testCardByNumber } from './cards'
import { ApiError, docUrl } from './errors'
import type { Expiry } from './objects/payment-method'

export interface TypedCard {
  number: string
  exp_month: number
  exp_year: number
  cvc?: string | undefined
}

/** The test card and expiry behind what was typed into the form, or the card error that Stripe would answer. */
export function tokenizeCard(typed: TypedCard): { card: TestCard; expiry: Expiry } {
  const number = typed.number.replace(/[\s-]/g, '')
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number)) {
    throw cardError('incorrect_number', 'number', 'Your card number is incorrect.')
  }
  const expiry = { month: typed.exp_month, year: fullYear(typed.exp_year) }
  refuseExpired(expiry)
  if (typed.cvc !== undefined && !/^\d{3,4}$/.test(typed.cvc)) {
    throw cardError('invalid_cvc', 'cvc', "Your card's security code is invalid.")
  }
  const card = testCardByNumber(number)
  if (card === undefined) throw realCard()
  return { card, expiry }
}

function refuseExpired({ month, year }: Expiry): void {
  if (month < 1 || month > 12) {
    throw cardError('invalid_expiry_month', 'exp_month', "Your card's expiration month is invalid.")
  }
  const now = new Date()
  const past = year < now.getFullYear() || (year === now.getFullYear() && month < now.getMonth() + 1)
  if (past || year > now.getFullYear() + 50) {
    throw cardError('invalid_expiry_year', 'exp_year', "Your card's expiration year is invalid.")
  }
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year
}

function cardError(code: string, param: string, message: string): ApiError {
  return new ApiError(402, { type: 'card_error', code, param, message, doc_url: docUrl(code) })
}

/** A number that could be someone's real card is never taken, and never repeated in the answer. */
function realCard(): ApiError {
  return new ApiError(402, {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'test_mode_live_card',
    message:
      'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://docs.stripe.com/testing.',
    doc_url: docUrl('card_declined'),
  })
}
