import 'server-only'
import type { ShownCard, ShownProduct } from '@/components/catalog/shown'
import * as catalog from '@/lib/catalog'
import type { CategoryLink, CategoryView } from '@/lib/catalog/schema'
import { pagePath } from '@/lib/core/paths'
import { manifest } from '@/lib/revalidation'
import { keep } from './keep'
import { withStock, withStockOfAll } from './stock'

// The catalogue as pages read it, kept as the manifest says.

export async function listCategories(): Promise<CategoryLink[]> {
  'use cache'
  keep(manifest.categories, {})
  return catalog.listCategories()
}

export async function getCategory(slug: string): Promise<CategoryView | null> {
  'use cache'
  const category = await catalog.getCategory(slug)
  if (category) keep(manifest.category, { id: category.id })
  else keep(manifest.gone, { kind: 'category', slug })
  return category
}

/** A cached list names each product it shows, and Next keeps 128 names at most. */
const MOST_IN_A_LIST = 100

export async function listProducts(options: { categoryId?: string; limit: number }): Promise<ShownCard[]> {
  'use cache'
  const { categoryId } = options
  const limit = Math.min(options.limit, MOST_IN_A_LIST)
  const products = await catalog.listProducts({ ...options, limit })
  const ids = products.map(({ id }) => id)
  if (categoryId === undefined) keep(manifest.newest, { ids })
  else keep(manifest.productsOf, { categoryId, ids })
  return withStockOfAll(products)
}

/** Addresses alone: for the build. */
export async function listSlugs(limit: number): Promise<string[]> {
  'use cache'
  keep(manifest.slugs, {})
  return catalog.listSlugs({ limit })
}

export async function getProduct(slug: string): Promise<ShownProduct | null> {
  'use cache'
  const product = await catalog.getProduct(slug)
  if (!product) {
    keep(manifest.gone, { kind: 'product', slug })
    return null
  }
  keep(manifest.product, { slug, ids: [product, ...product.goesWith].map(({ id }) => id) })
  return withStock(product)
}

/** Where the page that had this address before is now; null when none had it. */
export async function movedTo(kind: 'product' | 'category', slug: string): Promise<string | null> {
  'use cache'
  const page = await catalog.movedTo(kind, slug)
  if (!page) keep(manifest.gone, { kind, slug })
  else if (kind === 'product') keep(manifest.movedProduct, { slug, id: page.id })
  else keep(manifest.movedCategory, { id: page.id })
  return page && pagePath(kind, page.slug)
}

/** Whether a page has this address or had it, public or not. */
export async function hasBeen(kind: 'product' | 'category', slug: string): Promise<boolean> {
  'use cache'
  keep(manifest.gone, { kind, slug })
  return catalog.hasBeenPage(kind, slug)
}
