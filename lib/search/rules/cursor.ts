import { z } from 'zod'
import type { Search } from './search'

const key = z.int()

/**
 * Where a page of results ended: the last product's place in its order. Postgres compares it as one row, so every order
 * is ascending but `price-down`, which is `price-up` read backwards.
 */
const Cursor = z.union([
  // minus the score, the shop's position
  z.tuple([z.literal('relevance'), key, key, z.uuid()]),
  // position, newness
  z.tuple([z.literal('shop'), key, key, z.uuid()]),
  z.tuple([z.literal('newest'), key, z.uuid()]),
  z.tuple([z.enum(['price-up', 'price-down']), key, z.uuid()]),
])
export type Cursor = z.infer<typeof Cursor>
export type Order = Cursor[0]

/** A cursor is some hundred characters; what is longer is none of ours. */
export const MAX_CURSOR_LENGTH = 300

export const encodeCursor = (cursor: Cursor): string => toBase64Url(JSON.stringify(cursor))

/** null: not a cursor of ours. */
export function decodeCursor(text: string): Cursor | null {
  if (text.length > MAX_CURSOR_LENGTH || !/^[\w-]+$/.test(text)) return null
  try {
    const parsed = Cursor.safeParse(JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The order that a search pages in: a search for nothing has no relevance, and comes in the shop's own order. */
export const orderOf = ({ q, sort }: Pick<Search, 'q' | 'sort'>): Order =>
  sort === 'relevance' && q === '' ? 'shop' : sort

/** Where a search goes on; refused when its cursor is not one of its order. */
export function placeOf(
  search: Pick<Search, 'q' | 'sort' | 'after'>,
): { ok: true; after: Cursor | null } | { ok: false } {
  if (search.after === null) return { ok: true, after: null }
  const cursor = decodeCursor(search.after)
  return cursor?.[0] === orderOf(search) ? { ok: true, after: cursor } : { ok: false }
}

const toBase64Url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
