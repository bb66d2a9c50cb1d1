import type Stripe from 'stripe'
import { z } from 'zod'
import { invalidRequest } from '../errors'
import { boolean, oneOf } from '../params'

const SMALLEST_AMOUNT = 50
const LARGEST_AMOUNT = 99_999_999

export const automaticPaymentMethodsParam = z.strictObject({
  enabled: boolean,
  allow_redirects: oneOf('always', 'never').optional(),
})

/** Stripe takes no payment under about half a dollar, nor of more than eight digits. */
export function checkAmount(amount: number): void {
  if (amount < SMALLEST_AMOUNT) {
    const message = `Amount must be at least ${SMALLEST_AMOUNT} in the currency's minor unit.`
    throw invalidRequest({ message, param: 'amount', code: 'amount_too_small' })
  }
  if (amount > LARGEST_AMOUNT) {
    const message = `Amount must be no more than ${LARGEST_AMOUNT} in the currency's minor unit.`
    throw invalidRequest({ message, param: 'amount', code: 'amount_too_large' })
  }
}

/** These make sense only for an intent that is confirmed as it is created. */
const ONLY_WITH_CONFIRM = ['confirmation_token', 'return_url', 'error_on_requires_action'] as const

interface CreateParams {
  amount: number
  confirm: boolean
  confirmation_token?: string | undefined
  return_url?: string | undefined
  error_on_requires_action?: boolean | undefined
  allowed_payment_method_types?: string[] | undefined
  automatic_payment_methods?: z.infer<typeof automaticPaymentMethodsParam> | undefined
}

export function checkCreate(params: CreateParams): void {
  checkAmount(params.amount)
  const misplaced = params.confirm ? undefined : ONLY_WITH_CONFIRM.find((name) => params[name] !== undefined)
  if (misplaced !== undefined) {
    const message = `The parameter \`${misplaced}\` can only be passed when creating a PaymentIntent if \`confirm\` is set to true.`
    throw invalidRequest({ message, param: misplaced })
  }
  if (params.allowed_payment_method_types && params.automatic_payment_methods?.enabled === true) {
    const message =
      'You may only specify one of these parameters: automatic_payment_methods, allowed_payment_method_types.'
    throw invalidRequest({ message, param: 'automatic_payment_methods' })
  }
}

/** Without a list of allowed types, Stripe picks the payment methods itself, which may redirect. */
export function automaticPaymentMethods({
  allowed_payment_method_types,
  automatic_payment_methods,
}: CreateParams): Stripe.PaymentIntent.AutomaticPaymentMethods | null {
  if (allowed_payment_method_types !== undefined) return null
  return {
    allow_redirects: automatic_payment_methods?.allow_redirects ?? 'always',
    enabled: automatic_payment_methods?.enabled ?? true,
  }
}
