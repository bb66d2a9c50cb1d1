/** What one cart holds of a SKU, and what it could have. */
export interface LineAvailability {
  /** units the cart holds now; null while Redis is away and nobody knows */
  held: number | null
  /** when the hold ends */
  expiresAt: Date | null
  /** units the cart could have in all: its own hold, and what no other cart holds or is protected in holding */
  available: number
  /** another shopper took units that the cart held */
  taken: boolean
  /** units that go to the first shopper who pays, although other carts hold them */
  payable: number
}

/** Of a SKU that has no stock, or of which nothing is known. */
export const NOT_AVAILABLE: LineAvailability = {
  held: 0,
  expiresAt: null,
  available: 0,
  taken: false,
  payable: 0,
}
