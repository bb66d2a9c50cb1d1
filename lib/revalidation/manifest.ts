/*
 * The manifest: what readers cache, under which tags, for how long, and which pages show it. Readers (app/(shop)/_data) keep
 * data by an entry of it; a writer of that data expires the same tags.
 */

/**
 * A change of a product's own content expires `product` alone, since every list with its card carries that tag. A list
 * expires only when its members or their order change.
 */
export const cacheTags = {
  /** one product's content (by id): its page and each of its cards */
  product: (id: string) => `product:${id}`,
  /** which product is at this slug; also of a slug where there is none */
  productAt: (slug: string) => `product-at:${slug}`,
  /** the products of one category (by the category's id), in order */
  productsOf: (categoryId: string) => `products-of:${categoryId}`,
  /** the newest products of all */
  newest: 'products-newest',
  /** which products are on sale at all */
  products: 'products',
  /** names, slugs and order of the categories */
  categories: 'categories',
  /** one category's content (by id) */
  category: (id: string) => `category:${id}`,
  /** the home page's own content */
  home: 'home',
} as const

/** A profile of Next's cacheLife, or its seconds. */
type Lifetime = 'hours' | 'days' | { stale: number; revalidate: number; expire: number }

/** One kind of cached data. `tags` are those of one entry, found by what it was read for and by what is in it. */
export interface Cached<Key> {
  lifetime: Lifetime
  tags: (key: Key) => string[]
}

// Everyone who searches for the same shares an answer for half a minute. A published change shows at once, stock by then.
const SEARCHED = { stale: 30, revalidate: 30, expire: 60 }

// A page that is not there may come back. Next renders no page ahead of a request that is kept for less than five minutes.
const GONE = { stale: 30, revalidate: 30, expire: 300 }

const each = (ids: readonly string[]) => ids.map(cacheTags.product)

export const manifest = {
  /** shown on the home page */
  home: entry('days', () => [cacheTags.home]),
  /** shown in the menu of every page, and on the home page */
  categories: entry('days', () => [cacheTags.categories]),
  /** shown on its own page */
  category: entry('days', ({ id }: { id: string }) => [cacheTags.categories, cacheTags.category(id)]),
  /** shown on the home page */
  newest: entry('days', ({ ids }: { ids: readonly string[] }) => [
    cacheTags.newest,
    cacheTags.categories,
    ...each(ids),
  ]),
  /** shown on the category's page; its first product also on the home page */
  productsOf: entry('days', ({ categoryId, ids }: { categoryId: string; ids: readonly string[] }) => [
    cacheTags.productsOf(categoryId),
    cacheTags.categories,
    ...each(ids),
  ]),
  /** shown on the product's page; `ids`: the product and its companions */
  product: entry('days', ({ slug, ids }: { slug: string; ids: readonly string[] }) => [
    cacheTags.productAt(slug),
    cacheTags.categories,
    ...each(ids),
  ]),
  /** the redirect at a slug that a product has left */
  movedProduct: entry('days', ({ slug, id }: { slug: string; id: string }) => [
    cacheTags.productAt(slug),
    cacheTags.product(id),
  ]),
  /** the redirect at a slug that a category has left */
  movedCategory: entry('days', ({ id }: { id: string }) => [cacheTags.categories, cacheTags.category(id)]),
  /** that no page is shown at a slug */
  gone: entry(GONE, ({ kind, slug }: { kind: 'product' | 'category'; slug: string }) => [
    kind === 'product' ? cacheTags.productAt(slug) : cacheTags.categories,
  ]),
  /** the slugs that a build renders */
  slugs: entry('days', () => [cacheTags.products]),
  /** the sitemap */
  sitemap: entry('hours', () => [cacheTags.products]),
  /** the search page; `ids`: the products found */
  search: entry(SEARCHED, ({ ids }: { ids: readonly string[] }) => [cacheTags.products, ...each(ids)]),
} as const

function entry<Key>(lifetime: Lifetime, tags: (key: Key) => string[]): Cached<Key> {
  return { lifetime, tags }
}
