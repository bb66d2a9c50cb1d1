/** in_carts: the last ones are in other carts · sold_out: by truth (onHand − reserved = 0) */
export const STOCK_STATES = ['in_stock', 'low', 'in_carts', 'sold_out'] as const
export type StockState = (typeof STOCK_STATES)[number]

/** At or below this many units the page says "Only n left". */
export const LOW_STOCK = 5

export interface Counts {
  /** units in the warehouse */
  onHand: number
  /** units of open orders */
  reserved: number
  /** units in active carts */
  held: number
}

/** What a page says about one SKU. Never negative, even when holds outlived the stock that they were given on. */
export function stockState({ onHand, reserved, held }: Counts): {
  available: number
  inCarts: number
  state: StockState
} {
  const sellable = Math.max(0, onHand - reserved)
  const inCarts = Math.max(0, held)
  const available = Math.max(0, sellable - inCarts)
  return { available, inCarts, state: stateOf(sellable, available) }
}

function stateOf(sellable: number, available: number): StockState {
  if (sellable === 0) return 'sold_out'
  if (available === 0) return 'in_carts'
  return available <= LOW_STOCK ? 'low' : 'in_stock'
}
