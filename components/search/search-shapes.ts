import { list, nullable, object, oneOf, record, text, textLike, whole } from '@/components/api-client/shape'
import { PhotoShape } from '@/components/catalog/photo-shape'
import type { ProductCard, VariantView } from '@/lib/catalog/schema'
import type { Facets, SearchAnswer, Suggestion, Suggestions } from '@/lib/search/schema'

const card = object<ProductCard>({
  id: text,
  version: whole,
  slug: text,
  name: text,
  tagline: text,
  category: object<ProductCard['category']>({ slug: text, name: text }),
  priceFrom: whole,
  priceTo: whole,
  currency: text,
  photos: list(PhotoShape),
  variants: list(
    object<VariantView>({ sku: text, options: record(text), price: whole, currency: text, imageKey: text }),
  ),
})

const facets = object<Facets>({
  total: whole,
  unfiltered: whole,
  categories: list(object<Facets['categories'][number]>({ slug: text, name: text, count: whole })),
  prices: list(object<Facets['prices'][number]>({ price: text, count: whole })),
  inStock: whole,
})

/** What GET /api/search answers. */
export const SearchAnswerShape = object<SearchAnswer>({
  items: list(card),
  meant: nullable(text),
  facets: nullable(facets),
  nextCursor: nullable(text),
})

/** What GET /api/search/suggest answers. */
export const SuggestionsShape = object<Suggestions>({
  items: list(
    object<Suggestion>({
      kind: oneOf<Suggestion['kind']>({ category: 1, product: 1 }),
      label: text,
      hint: text,
      // A page of ours: the box leads there.
      href: textLike(/^\/[cp]\//),
      photo: nullable(PhotoShape),
    }),
  ),
})
