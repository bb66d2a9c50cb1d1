import type { PriceRange } from './price-range'
import type { Sort } from './sorts'

export interface SearchFilters {
  /** slugs, sorted; empty: every category */
  categories: string[]
  price: PriceRange | null
  /** by the truth of Postgres: what open orders have taken is not in stock, what is in carts is */
  inStock: boolean
}

export interface Search extends SearchFilters {
  /** normalized; "": everything that is on sale */
  q: string
  /** `relevance` of everything is the shop's own order */
  sort: Sort
  /** the cursor of the page before */
  after: string | null
}
