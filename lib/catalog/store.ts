import 'server-only'
import { z } from 'zod'
import { categoryPath, productPath } from '../core/paths'
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

const ON_SALE = {
  status: 'ACTIVE',
  variants: { some: { active: true } },
} satisfies ShopSql.ProductWhereInput

const NEWEST_FIRST = [
  { position: 'asc' },
  { createdAt: 'desc' },
  { id: 'asc' },
] satisfies ShopSql.ProductOrderByWithRelationInput[]

export const catalog = {
  async product(
    where: { slug: string; status: 'ACTIVE' } | { id: string },
  ): Promise<{ row: ProductRow; card: ProductCard } | null> {
    const row = await shopDb().product.findFirst({ where, include: SHOWN })
    const card = row && toCard(row)
    return row && card ? { row, card } : null
  },

  async cards(
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
  },

  async slugs(limit: number): Promise<string[]> {
    const rows = await shopDb().product.findMany({
      where: ON_SALE,
      select: { slug: true },
      orderBy: NEWEST_FIRST,
      take: limit,
    })
    return rows.map(({ slug }) => slug)
  },

  /** Whether or not it is public. */
  async locate(
    kind: 'product' | 'category',
    where: { id: string } | { slug: string },
  ): Promise<{ id: string; slug: string; version: number } | null> {
    const select = { id: true, slug: true, version: true } as const
    return kind === 'product'
      ? shopDb().product.findUnique({ where, select })
      : shopDb().category.findUnique({ where, select })
  },

  countOnSale(): Promise<number> {
    return shopDb().product.count({ where: ON_SALE })
  },

  /** By id, which never changes: a part of a large list stays itself when products come and go elsewhere. */
  addresses(part: { skip: number; take: number }): Promise<{ slug: string; updatedAt: Date }[]> {
    return shopDb().product.findMany({
      where: ON_SALE,
      select: { slug: true, updatedAt: true },
      orderBy: { id: 'asc' },
      ...part,
    })
  },

  async moved(limit: number): Promise<{ path: string; to: string }[]> {
    const rows = await shopDb().slugRedirect.findMany({
      where: { kind: { in: ['product', 'category'] } },
      orderBy: { createdAt: 'desc' },
      take: limit,
    })
    const where = { id: { in: rows.map(({ pageId }) => pageId) } }
    const [products, categories] = await Promise.all([
      shopDb().product.findMany({ where: { ...where, ...ON_SALE }, select: { id: true, slug: true } }),
      shopDb().category.findMany({ where, select: { id: true, slug: true } }),
    ])
    const now = new Map([...products, ...categories].map(({ id, slug }) => [id, slug]))
    return rows.flatMap(({ kind, slug, pageId }) => {
      const present = now.get(pageId)
      const pathOf = kind === 'product' ? productPath : categoryPath
      return present && present !== slug ? { path: pathOf(slug), to: pathOf(present) } : []
    })
  },

  /** Where a page that had this address is now; null when none had it, or it is no longer shown. */
  async movedTo(kind: 'product' | 'category', slug: string): Promise<{ id: string; slug: string } | null> {
    const redirect = await shopDb().slugRedirect.findUnique({ where: { kind_slug: { kind, slug } } })
    if (!redirect) return null
    const id = redirect.pageId
    const select = { id: true, slug: true } as const
    const found =
      kind === 'product'
        ? await shopDb().product.findFirst({ where: { id, ...ON_SALE }, select })
        : await shopDb().category.findUnique({ where: { id }, select })
    return found && found.slug !== slug ? found : null
  },

  categories(): Promise<CategoryLink[]> {
    return shopDb().category.findMany({
      orderBy: [{ position: 'asc' }, { slug: 'asc' }],
      select: { id: true, slug: true, name: true, version: true },
    })
  },

  category(slug: string): Promise<CategoryView | null> {
    return shopDb().category.findUnique({
      where: { slug },
      select: { id: true, slug: true, name: true, version: true, description: true },
    })
  },

  /** One statement (SQL function `catalog_sellable`), without the photographs that are not shown. */
  async sellable(skus: readonly string[]): Promise<SellableVariant[]> {
    const rows: unknown = await shopDb().$queryRaw`SELECT * FROM catalog_sellable(${[...skus]}::text[])`
    return z.array(SellableVariant).parse(rows)
  },
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
