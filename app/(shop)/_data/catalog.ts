import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import type { ShownCard, ShownProduct } from '@/components/catalog/shown'
import * as catalog from '@/lib/catalog'
import type { CategoryLink, CategoryView } from '@/lib/catalog/schema'
import { withStock, withStockOfAll } from './stock'

// The catalogue as pages read it: kept until its tags are expired, and for a day at the longest.

const tags = catalog.catalogTags

export async function listCategories(): Promise<CategoryLink[]> {
  'use cache'
  cacheTag(tags.categories)
  cacheLife('days')
  return catalog.listCategories()
}

export async function getCategory(slug: string): Promise<CategoryView | null> {
  'use cache'
  const category = await catalog.getCategory(slug)
  cacheTag(tags.categories, ...(category ? [tags.category(category.id)] : []))
  cacheLife('days')
  return category
}

/** A cached list names each product it shows, and Next keeps 128 names at most. */
const MOST_IN_A_LIST = 100

export async function listProducts(options: { categoryId?: string; limit: number }): Promise<ShownCard[]> {
  'use cache'
  const { categoryId } = options
  const limit = Math.min(options.limit, MOST_IN_A_LIST)
  const products = await catalog.listProducts({ ...options, limit })
  const list = categoryId === undefined ? tags.newest : tags.list(categoryId)
  cacheTag(list, tags.categories, ...products.map(({ id }) => tags.product(id)))
  cacheLife('days')
  return withStockOfAll(products)
}

/** Addresses alone: for the build. */
export async function listSlugs(limit: number): Promise<string[]> {
  'use cache'
  cacheTag(tags.products)
  cacheLife('days')
  return catalog.listSlugs({ limit })
}

export async function getProduct(slug: string): Promise<ShownProduct | null> {
  'use cache'
  const product = await catalog.getProduct(slug)
  const shown = product ? [product, ...product.goesWith] : []
  cacheTag(tags.address(slug), tags.categories, ...shown.map(({ id }) => tags.product(id)))
  cacheLife('days')
  return product && withStock(product)
}

/** Where the page that had this address before is now; null when none had it. */
export async function movedTo(kind: 'product' | 'category', slug: string): Promise<string | null> {
  'use cache'
  const page = await catalog.movedTo(kind, slug)
  const [address, subject] =
    kind === 'product' ? [tags.address(slug), tags.product] : [tags.categories, tags.category]
  cacheTag(address, ...(page ? [subject(page.id)] : []))
  cacheLife('days')
  return page && `/${kind === 'product' ? 'p' : 'c'}/${page.slug}`
}
