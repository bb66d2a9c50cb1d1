import type { Who } from './people'

/** What belongs to `shopper`, and what staff work on; made anew for each cell of a row that says `fresh`. */
export interface Things {
  orderNumber: string
  checkoutKey: string
  addressId: string
  /** a signed link to a guest's order that no account has */
  guestLink: string
  shipmentId: string
  deadLetterId: string
  /** a product on sale, and its category */
  productId: string
  categoryId: string
  /** a valid body of POST /api/checkout but for the total, which is what `shopper`'s cart costs */
  checkout: object
}

export interface Ask {
  path: string
  params?: Record<string, string>
  body?: unknown
}

export interface HandlerRow {
  ask: (things: Things) => Ask
  /** status, and the problem's code: "404 not_found" */
  outcome: Record<Who, string>
  /** the row changes what it asks for: each person gets new things */
  fresh?: true
  /** the row ends the sessions of whoever asks: each person asks from an account made for it */
  endsSessions?: true
}
