/** Characters that each part of an address may have. */
export const ADDRESS_LIMITS = {
  name: 100,
  line1: 120,
  line2: 120,
  city: 80,
  region: 80,
  postalCode: 16,
} as const

/** Addresses in one book: more than a household ships to. */
export const MAX_ADDRESSES = 20
