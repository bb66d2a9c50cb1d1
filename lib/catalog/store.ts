import 'server-only'
import { z } from 'zod'
import { shopDb, type ShopSql } from '../infra/db/shop'
import { priceRange } from './rules/price-range'
import {
  Options,
  Photo,
  type CategoryLink,
  type CategoryView,
  type ProductCard,
  SellableVariant,
} from './schema'

// What a shopper may see: active products, and of these the active variants.
const SHOWN = {
  category: true,
  variants: { where: { active: true }, orderBy: [{ position: 'asc' }, { sku: 'asc' }] },
} satisfies ShopSql.ProductInclude

type ProductRow = ShopSql.ProductGetPayload<{ include: typeof SHOWN }>

/** Products that shoppers can find. */
export const ON_SALE = {
  status: 'ACTIVE',
  variants: { some: { active: true } },
} satisfies ShopSql.ProductWhereInput

const NEWEST_FIRST = [
  { position: 'asc' },
  { createdAt: 'desc' },
  { id: 'asc' },
] satisfies ShopSql.ProductOrderByWithRelationInput[]

/** One product with what is on sale of it; null: there is none, or it has nothing to sell. */
export async function findProduct(
  where: { slug: string; status: 'ACTIVE' } | { id: string },
): Promise<{ row: ProductRow; card: ProductCard } | null> {
  const row = await shopDb().product.findFirst({ where, include: SHOWN })
  const card = row && toCard(row)
  return row && card ? { row, card } : null
}

/**
 * The first `limit` products on sale, or on sale in one category (by its id), or among `ids`, in the shop's order: by
 * position, then the newest. All of them without a limit.
 */
export async function listProducts(
  where: { categoryId?: string; ids?: readonly string[]; limit?: number } = {},
): Promise<ProductCard[]> {
  const rows = await shopDb().product.findMany({
    where: {
      status: 'ACTIVE',
      ...(where.categoryId !== undefined && { categoryId: where.categoryId }),
      ...(where.ids !== undefined && { id: { in: [...where.ids] } }),
    },
    include: SHOWN,
    orderBy: NEWEST_FIRST,
    ...(where.limit !== undefined && { take: where.limit }),
  })
  return rows.flatMap((row) => toCard(row) ?? [])
}

/** The products on sale among these, by id. One that is not on sale is not in the map. */
export async function productsById(ids: readonly string[]): Promise<Map<string, ProductCard>> {
  if (ids.length === 0) return new Map()
  const cards = await listProducts({ ids })
  return new Map(cards.map((card) => [card.id, card]))
}

/** The slugs of the first `limit` products on sale, in the shop's order. */
export async function listSlugs({ limit }: { limit: number }): Promise<string[]> {
  const rows = await shopDb().product.findMany({
    where: ON_SALE,
    select: { slug: true },
    orderBy: NEWEST_FIRST,
    take: limit,
  })
  return rows.map(({ slug }) => slug)
}

/** How many products are on sale. */
export function countProducts(): Promise<number> {
  return shopDb().product.count({ where: ON_SALE })
}

/**
 * A part of the slugs of all products on sale, with the time of their last change. By id, which never changes: a part of a
 * large list stays itself when products come and go elsewhere.
 */
export function listAddresses(part: {
  skip: number
  take: number
}): Promise<{ slug: string; updatedAt: Date }[]> {
  return shopDb().product.findMany({
    where: ON_SALE,
    select: { slug: true, updatedAt: true },
    orderBy: { id: 'asc' },
    ...part,
  })
}

/** Every category, in the shop's order. */
export function listCategories(): Promise<CategoryLink[]> {
  return shopDb().category.findMany({
    orderBy: [{ position: 'asc' }, { slug: 'asc' }],
    select: { id: true, slug: true, name: true, version: true },
  })
}

/** A category's own content; null: there is none at this slug. */
export function getCategory(slug: string): Promise<CategoryView | null> {
  return shopDb().category.findUnique({
    where: { slug },
    select: { id: true, slug: true, name: true, version: true, description: true },
  })
}

/** What is sold under these SKUs now, at today's price. A SKU that is not sold is not in the map. One query. */
export async function variantsBySku(skus: readonly string[]): Promise<Map<string, SellableVariant>> {
  if (skus.length === 0) return new Map()
  // SQL function `catalog_sellable`: without the photographs that are not shown.
  const rows: unknown = await shopDb().$queryRaw`SELECT * FROM catalog_sellable(${[...skus]}::text[])`
  return new Map(
    z
      .array(SellableVariant)
      .parse(rows)
      .map((variant) => [variant.sku, variant]),
  )
}

/** null: a product without a variant to sell is not shown. */
function toCard(row: ProductRow): ProductCard | null {
  const variants = row.variants.map(toVariant)
  const prices = priceRange(variants)
  if (!prices) return null
  const { id, slug, name, tagline, category, version } = row
  return {
    id,
    slug,
    name,
    tagline,
    category: { slug: category.slug, name: category.name },
    ...prices,
    photos: toPhotos(row.images),
    variants,
    version,
  }
}

const toVariant = ({ sku, options, price, currency, imageKey }: ProductRow['variants'][number]) => ({
  sku,
  options: Options.parse(options),
  price,
  currency,
  imageKey,
})

const toPhotos = (images: unknown): Photo[] => z.array(Photo).parse(images)
