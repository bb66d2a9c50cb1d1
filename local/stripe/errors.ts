import type Stripe from 'stripe'

export interface ApiErrorBody {
  type: 'card_error' | 'invalid_request_error' | 'idempotency_error' | 'api_error'
  message: string
  code?: string
  param?: string
  decline_code?: string
  advice_code?: string
  charge?: string
  doc_url?: string
  payment_intent?: Stripe.PaymentIntent
  payment_method?: Stripe.PaymentMethod
}

/** An answer of the API other than 200. Thrown anywhere; the pipeline in api.ts turns it into HTTP. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: ApiErrorBody,
  ) {
    super(body.message)
  }
}

/** Where Stripe documents an error code. */
export function docUrl(code: string): string {
  return `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}`
}

export interface InvalidRequest {
  message: string
  code?: string
  param?: string
  status?: number
  intent?: Stripe.PaymentIntent
}

/** A request that Stripe refuses as invalid: 400 unless `status` says otherwise. */
export function invalidRequest({ message, code, param, status = 400, intent }: InvalidRequest): ApiError {
  return new ApiError(status, {
    type: 'invalid_request_error',
    message,
    ...(code !== undefined && { code, doc_url: docUrl(code) }),
    ...(param !== undefined && { param }),
    ...(intent !== undefined && { payment_intent: intent }),
  })
}

/** An id that names nothing: 404 for the object in the URL, 400 for one named in a parameter. */
export function resourceMissing(label: string, id: string, param: string, status: 400 | 404): ApiError {
  return invalidRequest({ message: `No such ${label}: '${id}'`, code: 'resource_missing', param, status })
}
