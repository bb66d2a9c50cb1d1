import type { Facets, SearchFilters } from '../schema'
import { PRICE_BANDS, writePriceRange } from './price-range'

/** How many products a query finds in one category, one band of prices, in the asked range or not, in stock or not. */
export interface FacetCell {
  category: string
  /** index in PRICE_BANDS */
  band: number
  inRange: boolean
  inStock: boolean
  count: number
}

/**
 * Counts of every choice: what one would see by choosing it with the other kinds of filter left as they are. A kind does
 * not narrow itself, since its choices add to each other (categories) or replace each other (price).
 */
export function facets(
  cells: readonly FacetCell[],
  categories: readonly { slug: string; name: string }[],
  { categories: chosen, price, inStock }: SearchFilters,
): Facets {
  const ofCategory = ({ category }: FacetCell) => chosen.length === 0 || chosen.includes(category)
  const ofPrice = ({ inRange }: FacetCell) => price === null || inRange
  const ofStock = (cell: FacetCell) => !inStock || cell.inStock
  const count = (...conditions: ((cell: FacetCell) => boolean)[]) =>
    cells
      .filter((cell) => conditions.every((holds) => holds(cell)))
      .reduce((sum, cell) => sum + cell.count, 0)
  return {
    total: count(ofCategory, ofPrice, ofStock),
    unfiltered: count(),
    categories: categories.map(({ slug, name }) => ({
      slug,
      name,
      count: count(ofPrice, ofStock, ({ category }) => category === slug),
    })),
    prices: PRICE_BANDS.map((range, index) => ({
      price: writePriceRange(range),
      count: count(ofCategory, ofStock, ({ band }) => band === index),
    })),
    inStock: count(ofCategory, ofPrice, (cell) => cell.inStock),
  }
}
