import { z } from 'zod'
import { Options, Photo, type ProductCard, Slug } from '../catalog/schema'
import { MAX_CURSOR_LENGTH } from './rules/cursor'
import { normalizeQuery } from './rules/normalize-query'
import { type PriceRange, readPriceRange } from './rules/price-range'
import type { Search, SearchFilters } from './rules/search'
import { MAX_CATEGORIES } from './rules/search-path'
import { SORTS } from './rules/sorts'

export { SORTS }

/** Products on one page of results. */
export const PAGE_SIZE = 24
export const MAX_SUGGESTIONS = 8

export type { Search, SearchFilters }

const atMostOne = <S extends z.ZodType>(schema: S) =>
  z
    .array(schema)
    .max(1, 'only once')
    .optional()
    .transform((values) => values?.[0])

const Price = z.string().transform((text, context): PriceRange => {
  const range = readPriceRange(text)
  if (range) return range
  context.addIssue({ code: 'custom', message: 'a range such as 50-100, -50 or 200-' })
  return z.NEVER
})

/** GET /api/search?q=&category=&category=&price=50-100&stock=in&sort=&after= */
export const SearchQuery = z
  .object({
    q: atMostOne(z.string().transform(normalizeQuery)),
    category: z
      .array(Slug)
      .max(MAX_CATEGORIES)
      .default([])
      .transform((slugs) => [...new Set(slugs)].sort()),
    price: atMostOne(Price),
    stock: atMostOne(z.literal('in')),
    sort: atMostOne(z.enum(SORTS)),
    after: atMostOne(z.string().min(1).max(MAX_CURSOR_LENGTH)),
  })
  .transform(({ q = '', category, price = null, stock, sort = 'relevance', after = null }): Search => ({
    ...{ q, categories: category, price, inStock: stock === 'in', sort, after },
  }))

/** GET /api/search/suggest?q= */
export const SuggestQuery = z
  .object({ q: atMostOne(z.string().transform(normalizeQuery)) })
  .transform(({ q = '' }) => ({ q }))

const amount = z.int().min(0)

const Card = z.object({
  id: z.uuid(),
  version: z.int(),
  slug: Slug,
  name: z.string(),
  tagline: z.string(),
  category: z.object({ slug: Slug, name: z.string() }),
  priceFrom: amount,
  priceTo: amount,
  currency: z.string(),
  photos: z.array(Photo),
  variants: z.array(
    z.object({
      sku: z.string(),
      options: Options,
      price: amount,
      currency: z.string(),
      imageKey: z.string(),
    }),
  ),
}) satisfies z.ZodType<ProductCard>

export const Facets = z.object({
  /** products with every filter on */
  total: amount,
  /** products without any */
  unfiltered: amount,
  categories: z.array(z.object({ slug: Slug, name: z.string(), count: amount })),
  /** `price` as the query parameter takes it */
  prices: z.array(z.object({ price: z.string(), count: amount })),
  inStock: amount,
})
export type Facets = z.infer<typeof Facets>

/** What GET /api/search answers. */
export const SearchAnswer = z.object({
  items: z.array(Card),
  /** the query that was searched for instead, when what was typed finds nothing */
  meant: z.string().nullable(),
  /** with the first page only: they are the same for all */
  facets: Facets.nullable(),
  /** as `after`, for what comes next; null: this was all */
  nextCursor: z.string().nullable(),
})
export type SearchAnswer = z.infer<typeof SearchAnswer>

export const Suggestion = z.object({
  kind: z.enum(['category', 'product']),
  label: z.string(),
  /** the product's category */
  hint: z.string(),
  href: z.string().regex(/^\/[cp]\//),
  photo: Photo.nullable(),
})
export type Suggestion = z.infer<typeof Suggestion>

/** What GET /api/search/suggest answers: at most MAX_SUGGESTIONS, categories first. */
export const Suggestions = z.object({ items: z.array(Suggestion).max(MAX_SUGGESTIONS) })
export type Suggestions = z.infer<typeof Suggestions>
