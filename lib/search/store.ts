import 'server-only'
import { z } from 'zod'
import { Photo } from '../catalog/schema'
import { shopDb, ShopSql } from '../infra/db/shop'
import type { Cursor, Order } from './rules/cursor'
import type { FacetCell } from './rules/facets'
import type { TypedWord } from './rules/correct-spelling'
import { BAND_EDGES, type PriceRange } from './rules/price-range'
import type { SearchFilters } from './schema'

/*
 * Reads only. Like checkout/store.ts it joins what several contexts own: SearchDocument is search's own (triggers of
 * migration 0006 keep it from catalog's tables), addresses and photographs are catalog's, and what is in stock is
 * inventory's. Whatever a shopper typed is a parameter.
 */

const { sql, join } = ShopSql

/** Letters of the shorter of two words that were typed as one; shorter ones are found in every word. */
const SHORTEST_HALF = 3

const folded = (q: string) => sql`search_fold(${q})`
const query = (q: string) => sql`search_query(${folded(q)})`

/** The whole name, its beginning, then the weights of the words: name, tagline, category and options, description. */
const score = (q: string) => sql`(
  CASE WHEN d.name = ${folded(q)} THEN 2000000 WHEN starts_with(d.name, ${folded(q)}) THEN 1000000 ELSE 0 END
  + (ts_rank(d.words, ${query(q)}) * 100000)::int)`

// No index helps here on purpose: one on onHand or reserved would have to follow every order.
const IN_STOCK = sql`EXISTS (
  SELECT FROM "Variant" v JOIN "Stock" s ON s.sku = v.sku
  WHERE v."productId" = d."productId" AND v.active AND s."onHand" > s.reserved)`

const inRange = ({ from, below }: PriceRange) => sql`
  (${from}::int IS NULL OR d."priceFrom" >= ${from}::int) AND (${below}::int IS NULL OR d."priceFrom" < ${below}::int)`

const and = (conditions: ShopSql.Sql[]) => (conditions.length > 0 ? join(conditions, ' AND ') : sql`true`)

const conditionsOf = ({ categories, price, inStock }: SearchFilters) => [
  ...(categories.length > 0
    ? [sql`d."categoryId" = ANY (ARRAY (SELECT id FROM "Category" WHERE slug = ANY (${categories}::text[])))`]
    : []),
  ...(price ? [inRange(price)] : []),
  ...(inStock ? [IN_STOCK] : []),
]

/** What comes after a place, by one comparison of rows, so that an index in this order leads straight to it. */
function beyond(row: ShopSql.Sql[], [, ...place]: Cursor, backwards: boolean): ShopSql.Sql {
  const values = place.map((value) =>
    typeof value === 'number' ? sql`${value}::bigint` : sql`${value}::uuid`,
  )
  return sql`(${join(row)}) ${backwards ? sql`<` : sql`>`} (${join(values)})`
}

const found = (q: string) => (q === '' ? sql`true` : sql`d.words @@ ${query(q)}`)

/** The columns that an order compares, all ascending; `price-down` is read backwards. */
const KEYS = {
  relevance: [sql`d.behind`, sql`d.position`],
  shop: [sql`d.position`, sql`d.newness`],
  newest: [sql`d.newness`],
  'price-up': [sql`d."priceFrom"`],
  'price-down': [sql`d."priceFrom"`],
} satisfies Record<Order, ShopSql.Sql[]>

export interface PageRequest extends SearchFilters {
  q: string
  order: Order
  after: Cursor | null
  limit: number
}

const Placed = z.object({ id: z.uuid(), keys: z.array(z.coerce.number().int()) })
export type Placed = z.infer<typeof Placed>

const Cell = z.object({
  category: z.string(),
  band: z.int(),
  inRange: z.boolean(),
  inStock: z.boolean(),
  count: z.int(),
}) satisfies z.ZodType<FacetCell>

const Word = z.object({
  word: z.string(),
  known: z.boolean(),
  near: z.array(z.string()),
  halves: z.array(z.string()),
  joined: z.boolean(),
}) satisfies z.ZodType<TypedWord>

const Suggested = z.object({
  slug: z.string(),
  name: z.string(),
  category: z.string(),
  photo: Photo.nullable(),
})

const Named = z.object({ slug: z.string(), name: z.string() })

export const searchIndex = {
  /** The products of one page, in order, each with its place in it. */
  async page({ q, order, after, limit, ...filters }: PageRequest): Promise<Placed[]> {
    const keys = KEYS[order]
    const row = [...keys, sql`d."productId"`]
    const backwards = order === 'price-down'
    const conditions = [found(q), ...conditionsOf(filters)]
    const matches =
      order === 'relevance'
        ? // OFFSET 0 keeps the planner from working the score out again for each use of it.
          sql`(SELECT d.*, -${score(q)} AS behind FROM "SearchDocument" d WHERE ${and(conditions)} OFFSET 0) d`
        : sql`"SearchDocument" d`
    const left = [
      ...(order === 'relevance' ? [] : conditions),
      ...(after ? [beyond(row, after, backwards)] : []),
    ]
    const direction = backwards ? sql`DESC` : sql`ASC`
    const rows = await shopDb().$queryRaw`
      SELECT d."productId" AS id, ARRAY[${join(keys)}]::bigint[] AS keys
      FROM ${matches} WHERE ${and(left)}
      ORDER BY ${join(row.map((key) => sql`${key} ${direction}`))}
      LIMIT ${limit}`
    return z.array(Placed).parse(rows)
  },

  /** One pass over all that a query finds: how many there are of each kind. */
  async cells({ q, price }: { q: string; price: PriceRange | null }): Promise<FacetCell[]> {
    const { from, below } = price ?? { from: null, below: null }
    const rows = await shopDb().$queryRaw`
      SELECT c.slug AS category, one.band, one."inRange", one."inStock", one.count
      FROM search_cells(${q === '' ? sql`''` : folded(q)}, ${[...BAND_EDGES]}::int[], ${from}::int, ${below}::int) one
      JOIN "Category" c ON c.id = one."categoryId"`
    return z.array(Cell).parse(rows)
  },

  /** Whether a query finds anything without filters. */
  async finds(q: string): Promise<boolean> {
    const rows = await shopDb().$queryRaw<unknown[]>`
      SELECT FROM "SearchDocument" d WHERE ${found(q)} LIMIT 1`
    return rows.length > 0
  },

  /**
   * The words of a query in order, without those that say nothing ("the"): whether each finds anything, and if not, the words
   * that look most like it and the two words that it consists of; and whether it is one word with the next.
   */
  async words(q: string): Promise<z.infer<typeof Word>[]> {
    const rows = await shopDb().$queryRaw`
      SELECT w.word, k.known, CASE WHEN k.known THEN '{}' ELSE ARRAY (
        SELECT near.word FROM "SearchWord" near
        WHERE length(near.word) BETWEEN length(w.word) - 2 AND length(w.word) + 2
        ORDER BY near.word <-> w.word LIMIT 100) END AS near,
        CASE WHEN k.known THEN '{}' ELSE coalesce((
          SELECT ARRAY[left(w.word, at), substr(w.word, at + 1)]
          FROM generate_series(${SHORTEST_HALF}::int, length(w.word) - ${SHORTEST_HALF}::int) AS at
          WHERE EXISTS (SELECT FROM "SearchWord" s WHERE s.word = left(w.word, at))
            AND EXISTS (SELECT FROM "SearchWord" s WHERE s.word = substr(w.word, at + 1))
          ORDER BY at DESC LIMIT 1), '{}') END AS halves,
        EXISTS (SELECT FROM "SearchWord" s WHERE s.word = w.word || w.next) AS joined
      FROM (
        SELECT typed.word, typed.place, lead(typed.word, 1, '') OVER (ORDER BY typed.place) AS next
        FROM regexp_split_to_table(${folded(q)}, ' ') WITH ORDINALITY AS typed(word, place)
        WHERE typed.word <> '' AND numnode(plainto_tsquery('english', typed.word)) > 0
      ) w CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM "SearchDocument" d WHERE d.words @@ search_query(w.word)) AS known) k
      ORDER BY w.place LIMIT 12`
    return z.array(Word).parse(rows)
  },

  /** Ids of products that have any of these words, the best first. */
  async any(words: readonly string[], limit: number): Promise<string[]> {
    if (words.length === 0) return []
    const either = join(
      words.map((word) => query(word)),
      ' || ',
    )
    const rows = await shopDb().$queryRaw`
      SELECT d."productId" AS id FROM "SearchDocument" d WHERE d.words @@ (${either})
      ORDER BY ts_rank(d.words, ${either}) DESC, d.position, d."productId" LIMIT ${limit}`
    return z
      .array(Placed.pick({ id: true }))
      .parse(rows)
      .map(({ id }) => id)
  },

  /**
   * A few products for a query that is still being typed: those whose name begins with it, then the best among the first
   * few hundred that have its words. Bounded work, however many there are.
   */
  async suggest(q: string, limit: number): Promise<z.infer<typeof Suggested>[]> {
    const rows = await shopDb().$queryRaw`
      WITH named AS (
        SELECT d.* FROM "SearchDocument" d WHERE ${folded(q)} <> '' AND d.name LIKE ${folded(q)} || '%' ORDER BY d.name USING ~<~ LIMIT ${limit}
      ), worded AS (
        SELECT d.* FROM "SearchDocument" d WHERE ${found(q)} LIMIT 300
      ), best AS (
        SELECT d."productId" AS id, ${score(q)} AS score, d.position
        FROM (SELECT * FROM named UNION SELECT * FROM worded) d
        ORDER BY score DESC, d.position, id LIMIT ${limit}
      )
      SELECT p.slug, p.name, c.name AS category, p.images -> 0 AS photo
      FROM best JOIN "Product" p ON p.id = best.id JOIN "Category" c ON c.id = p."categoryId"
      ORDER BY best.score DESC, best.position, best.id`
    return z.array(Suggested).parse(rows)
  },

  /** Categories with a word of the query in their name, that have something on sale. */
  async categories(q: string, limit: number): Promise<z.infer<typeof Named>[]> {
    const rows = await shopDb().$queryRaw`
      SELECT c.slug, c.name FROM "Category" c
      WHERE to_tsvector('simple', search_fold(c.name)) @@ ${query(q)}
        AND EXISTS (SELECT FROM "SearchDocument" d WHERE d."categoryId" = c.id)
      ORDER BY c.position, c.slug LIMIT ${limit}`
    return z.array(Named).parse(rows)
  },
}
