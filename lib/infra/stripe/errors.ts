import 'server-only'
import Stripe from 'stripe'

/** Nobody knows whether the call took effect: the connection broke, the processor failed or is busy. Ask again later. */
export class ProcessorUnavailable extends Error {
  override readonly name = 'ProcessorUnavailable'
}

/** The processor understood and said no; `code` is its own, e.g. `payment_intent_unexpected_state`. */
export class ProcessorRefused extends Error {
  override readonly name = 'ProcessorRefused'

  constructor(
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`The payment processor refused: ${code}`, options)
  }
}

/** Translates what the SDK throws; a card error is left to the caller. @throws ProcessorUnavailable, ProcessorRefused */
export function translated(error: unknown): Error {
  const { errors } = Stripe
  if (error instanceof errors.StripeConnectionError || error instanceof errors.StripeAPIError) {
    return new ProcessorUnavailable('The payment processor did not answer.', { cause: error })
  }
  if (
    error instanceof errors.StripeRateLimitError ||
    (error instanceof errors.StripeError && error.statusCode === 409)
  ) {
    return new ProcessorUnavailable('The payment processor is busy.', { cause: error })
  }
  if (error instanceof errors.StripeError) {
    return new ProcessorRefused(error.code ?? error.type, { cause: error })
  }
  return error instanceof Error ? error : new Error(String(error))
}
