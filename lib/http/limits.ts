/**
 * Requests a minute, by the name of the limit; RATE_LIMIT_FACTOR multiplies each. A limit by address is shared by all who
 * sit behind one router, one by cart or account is a person's own.
 */
export const LIMITS = {
  // A page that is looked at asks every two seconds; mostly a shared cache answers.
  availability: 120,
  'cart-writes-per-cart': 60,
  'cart-writes-per-address': 120,
  // Each is a customer in the database and may hold units.
  'new-carts-per-address': 30,
  'pay-per-cart': 5,
  'pay-per-address': 10,
  'reads-per-cart': 120,
  'reads-per-address': 600,
  // What a person does with an order or an address now and then: cancel, link, claim.
  'account-writes-per-address': 30,
  search: 60,
  // One for each pause in typing; a shared cache answers what others have typed.
  suggest: 240,
  'sign-in': 10,
  'studio-reads': 300,
  'studio-writes': 60,
  'warehouse-reads': 300,
  // A scanner packs a parcel a second.
  'warehouse-writes': 240,
  // Machines prove who they are; this bounds those who can't.
  machines: 6_000,
} as const

export type LimitName = keyof typeof LIMITS

/** @param factor RATE_LIMIT_FACTOR */
export const perMinute = (name: LimitName, factor: number): number =>
  Math.max(1, Math.round(LIMITS[name] * factor))

/** What a route counts: its caller's address, the browser's secret (nobody else can use that up), a member of staff. */
export type Limits = readonly { name: LimitName; per: 'address' | 'cart' | 'account' }[]
