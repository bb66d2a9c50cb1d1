import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import * as catalog from '@/lib/catalog'
import type { CategoryView, ProductCard, ProductView } from '@/lib/catalog/schema'

// The catalogue as pages read it: kept until its tags are invalidated, and for a day at the longest.

export async function listCategories(): Promise<CategoryView[]> {
  'use cache'
  cacheTag(catalog.catalogTags.categories)
  cacheLife('days')
  return catalog.listCategories()
}

/** A cached list names each product it shows, and Next keeps 128 names at most. */
const MOST_IN_A_LIST = 100

export async function listProducts(options: { category?: string; limit: number }): Promise<ProductCard[]> {
  'use cache'
  const limit = Math.min(options.limit, MOST_IN_A_LIST)
  const products = await catalog.listProducts({ ...options, limit })
  cacheTag(catalog.catalogTags.products, ...products.map(({ slug }) => catalog.catalogTags.product(slug)))
  cacheLife('days')
  return products
}

/** Addresses alone: for the build and the sitemap. */
export async function listSlugs(limit: number): Promise<string[]> {
  'use cache'
  cacheTag(catalog.catalogTags.products)
  cacheLife('days')
  return catalog.listSlugs({ limit })
}

export async function getProduct(slug: string): Promise<ProductView | null> {
  'use cache'
  const product = await catalog.getProduct(slug)
  const shown = [slug, ...(product?.goesWith ?? []).map((card) => card.slug)]
  cacheTag(...shown.map((one) => catalog.catalogTags.product(one)))
  cacheLife('days')
  return product
}
