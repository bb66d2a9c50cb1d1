import 'server-only'
import { productsById } from '../catalog'
import type { ProductCard } from '../catalog/schema'
import { AppError } from '../core/errors'
import { type Cursor, encodeCursor, type Order, orderOf, placeOf } from './rules/cursor'
import { PAGE_SIZE, type Search } from './schema'
import { type Placed, searchIndex } from './store'
import { understandQuery } from './understand-query'

export interface SearchPage {
  items: ProductCard[]
  /** what was searched for instead, when the query finds nothing as it is typed */
  meant: string | null
  nextCursor: string | null
}

/**
 * One page of what a search finds. Pages follow one another without a gap or a double, whatever is put on sale between
 * them; `limit` is for a first page of another size.
 * @throws AppError `invalid_input` when `after` is no cursor of this order
 */
export async function searchProducts(search: Search, limit: number = PAGE_SIZE): Promise<SearchPage> {
  const order = orderOf(search)
  const place = placeOf(search)
  if (!place.ok) {
    throw new AppError('invalid_input', 'This page of results is not there.', {
      errors: [{ path: 'after', message: 'not a cursor of this search' }],
    })
  }
  const { after } = place
  const page = (q: string) => searchIndex.page({ ...search, q, order, after, limit: limit + 1 })

  let placed = await page(search.q)
  let meant: string | null = null
  if (placed.length === 0 && search.q !== '' && !(await searchIndex.finds(search.q))) {
    ;({ meant } = await understandQuery(search.q))
    if (meant !== null) placed = await page(meant)
  }
  const shown = placed.slice(0, limit)
  const last = shown.at(-1)
  const cards = await productsById(shown.map(({ id }) => id))
  return {
    // In their order; one that left the shop this very moment is left out.
    items: shown.flatMap(({ id }) => cards.get(id) ?? []),
    meant,
    nextCursor: last && placed.length > limit ? encodeCursor(cursorOf(order, last)) : null,
  }
}

function cursorOf(order: Order, { id, keys: [first = 0, second = 0] }: Placed): Cursor {
  return order === 'relevance' || order === 'shop' ? [order, first, second, id] : [order, first, id]
}
