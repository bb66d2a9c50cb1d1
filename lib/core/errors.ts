/**
 * Every refusal the shop can give: code → HTTP status and title. The one list; types and answers derive from it.
 * Codes are part of the HTTP contract: a client decides by them, never by a sentence.
 */
export const ERRORS = {
  invalid_input: { status: 422, title: 'Some of what was sent is not right' },
  not_json: { status: 415, title: 'Send JSON' },
  body_too_large: { status: 413, title: 'That is too much at once' },
  not_utf8: { status: 400, title: 'The text is not UTF-8' },
  body_incomplete: { status: 400, title: 'The request broke off' },
  foreign_origin: { status: 403, title: 'The request came from another site' },
  not_signed_in: { status: 401, title: 'Please sign in' },
  not_allowed: { status: 403, title: 'Your account may not do this' },
  bad_signature: { status: 400, title: 'The signature does not match' },
  unauthorized: { status: 401, title: 'The caller is not known' },
  not_found: { status: 404, title: 'Not found' },
  unknown_sku: { status: 404, title: 'We do not sell that' },
  insufficient_stock: { status: 409, title: 'Not enough left' },
  line_limit: { status: 409, title: 'More than we sell at once' },
  cart_empty: { status: 409, title: 'Your cart is empty' },
  cart_changed: { status: 409, title: 'Your cart has changed' },
  out_of_stock: { status: 409, title: 'Some of it is gone' },
  price_changed: { status: 409, title: 'The total has changed' },
  too_many_open_orders: { status: 409, title: 'Finish or cancel an open order first' },
  too_many_addresses: { status: 409, title: 'Your address book is full' },
  checkout_canceled: { status: 409, title: 'The checkout was canceled' },
  payment_declined: { status: 402, title: 'The payment was declined' },
  draft_conflict: { status: 409, title: 'Someone else has edited this draft' },
  slug_taken: { status: 409, title: 'Another page has this address' },
  sku_taken: { status: 409, title: 'Another product has this SKU' },
  conflict: { status: 409, title: 'Someone else has changed this' },
  proof_required: { status: 428, title: 'The request needs a proof of work' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  payments_unavailable: { status: 503, title: 'Payments are not available right now' },
  unavailable: { status: 503, title: 'The shop is catching its breath' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorCode = keyof typeof ERRORS

/**
 * An expected refusal. `detail` is shown to the shopper; `cause` and the stack go to the log only.
 * Use cases throw it (a return inside a transaction would commit); rules return unions instead.
 */
export class AppError extends Error {
  override readonly name = 'AppError'

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    /** Machine-readable members added to the problem document, e.g. `{ available: 3 }`. */
    readonly extra: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options)
  }
}
