import { createHash } from 'node:crypto'

/** How the bank behind a test card behaves. https://docs.stripe.com/testing */
export interface TestCard {
  number: string
  brand: 'visa' | 'mastercard' | 'amex'
  funding: 'credit' | 'debit'
  /** The cardholder's bank asks for 3-D Secure before it decides. */
  authentication: boolean
  /** What the bank says in the end, when it is not yes. */
  decline: DeclineCode | null
}

export interface Decline {
  code: 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error'
  message: string
  advice: 'try_again_later' | 'do_not_try_again' | 'confirm_card_data'
  param?: string
}

const DECLINES = {
  generic_decline: { code: 'card_declined', message: 'Your card was declined.', advice: 'try_again_later' },
  insufficient_funds: {
    code: 'card_declined',
    message: 'Your card has insufficient funds.',
    advice: 'try_again_later',
  },
  lost_card: { code: 'card_declined', message: 'Your card was declined.', advice: 'do_not_try_again' },
  stolen_card: { code: 'card_declined', message: 'Your card was declined.', advice: 'do_not_try_again' },
  card_velocity_exceeded: {
    code: 'card_declined',
    message:
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    advice: 'try_again_later',
  },
  expired_card: {
    code: 'expired_card',
    message: 'Your card has expired.',
    advice: 'do_not_try_again',
    param: 'exp_month',
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    advice: 'confirm_card_data',
    param: 'cvc',
  },
  processing_error: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    advice: 'try_again_later',
  },
} as const satisfies Record<string, Decline>

export type DeclineCode = keyof typeof DECLINES

/** What Stripe says about a decline. */
export function declineOf(code: DeclineCode): Decline {
  return DECLINES[code]
}

function card(number: string, about: Partial<TestCard> = {}): TestCard {
  return { number, brand: 'visa', funding: 'credit', authentication: false, decline: null, ...about }
}

const CARDS = [
  card('4242424242424242'),
  card('4000056655665556', { funding: 'debit' }),
  card('5555555555554444', { brand: 'mastercard' }),
  card('378282246310005', { brand: 'amex' }),
  card('4000000000000002', { decline: 'generic_decline' }),
  card('4000000000009995', { decline: 'insufficient_funds' }),
  card('4000000000009987', { decline: 'lost_card' }),
  card('4000000000009979', { decline: 'stolen_card' }),
  card('4000000000006975', { decline: 'card_velocity_exceeded' }),
  card('4000000000000069', { decline: 'expired_card' }),
  card('4000000000000127', { decline: 'incorrect_cvc' }),
  card('4000000000000119', { decline: 'processing_error' }),
  card('4000002500003155', { authentication: true }),
  card('4000002760003184', { authentication: true }),
  card('4000000000003220', { authentication: true }),
  card('4000000000003063', { authentication: true }),
  card('4000008260003178', { authentication: true, decline: 'insufficient_funds' }),
  card('4000008400001629', { authentication: true, decline: 'generic_decline' }),
]

const BY_NUMBER = new Map(CARDS.map((entry) => [entry.number, entry]))
const BY_FINGERPRINT = new Map(CARDS.map((entry) => [fingerprintOf(entry), entry]))

const ALIASES = new Map([
  ['pm_card_visa', '4242424242424242'],
  ['pm_card_us', '4242424242424242'],
  ['pm_card_visa_debit', '4000056655665556'],
  ['pm_card_mastercard', '5555555555554444'],
  ['pm_card_amex', '378282246310005'],
  ['pm_card_visa_chargeDeclined', '4000000000000002'],
  ['pm_card_chargeDeclined', '4000000000000002'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', '4000000000009995'],
  ['pm_card_visa_chargeDeclinedLostCard', '4000000000009987'],
  ['pm_card_visa_chargeDeclinedStolenCard', '4000000000009979'],
  ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', '4000000000006975'],
  ['pm_card_chargeDeclinedExpiredCard', '4000000000000069'],
  ['pm_card_chargeDeclinedIncorrectCvc', '4000000000000127'],
  ['pm_card_chargeDeclinedProcessingError', '4000000000000119'],
  ['pm_card_authenticationRequiredOnSetup', '4000002500003155'],
  ['pm_card_authenticationRequired', '4000002760003184'],
  ['pm_card_threeDSecure2Required', '4000000000003220'],
  ['pm_card_threeDSecureRequired', '4000000000003063'],
  ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds', '4000008260003178'],
  ['pm_card_threeDSecureRequiredChargeDeclined', '4000008400001629'],
])

/** The test card of a number, digits only. */
export function testCardByNumber(number: string): TestCard | undefined {
  return BY_NUMBER.get(number)
}

/** The test card that Stripe's documentation calls `pm_card_…`. */
export function testCardByAlias(alias: string): TestCard | undefined {
  return BY_NUMBER.get(ALIASES.get(alias) ?? '')
}

/** The same for every use of one card number, as at Stripe: it is how a stored card finds its behaviour. */
export function fingerprintOf({ number }: TestCard): string {
  return createHash('sha256').update(number).digest('hex').slice(0, 16)
}

/** The behaviour of a stored card. */
export function testCardByFingerprint(fingerprint: string): TestCard | undefined {
  return BY_FINGERPRINT.get(fingerprint)
}

/** Whether the check digit of a card number is right. */
export function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return number.length >= 12 && sum % 10 === 0
}
