/** Minor units; `from` is in it, `below` is not; null: open at that end. */
export interface PriceRange {
  from: number | null
  below: number | null
}

/** Where one band ends and the next begins, minor units. */
export const BAND_EDGES = [5_000, 10_000, 20_000] as const

/** The bands a shopper chooses from, the cheapest first; together they are every price, each once. */
export const PRICE_BANDS: readonly PriceRange[] = [null, ...BAND_EDGES].map((from, index) => ({
  from,
  below: BAND_EDGES[index] ?? null,
}))

/** "50-100", "-50", "200-": whole units of the currency. null: not a range. */
export function readPriceRange(text: string): PriceRange | null {
  const [, from, below] = /^(\d{1,6})?-(\d{1,6})?$/.exec(text) ?? []
  const range = { from: minor(from), below: minor(below) }
  if (range.from === null && range.below === null) return null
  return range.below !== null && (range.from ?? 0) >= range.below ? null : range
}

const minor = (units: string | undefined) => (units === undefined ? null : Number(units) * 100)

/** As `readPriceRange` reads it. */
export const writePriceRange = ({ from, below }: PriceRange): string =>
  `${from === null ? '' : from / 100}-${below === null ? '' : below / 100}`
