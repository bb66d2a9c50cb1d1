import 'server-only'
import { z } from 'zod'
import type { RichText } from '../core/rich-text'
import type { ShopSql, ShopTx } from '../infra/db/shop'
import type { Options, Photo } from './schema'

const VARIANTS = {
  variants: { orderBy: [{ position: 'asc' }, { sku: 'asc' }] },
} satisfies ShopSql.ProductInclude
export type EditedProduct = ShopSql.ProductGetPayload<{ include: typeof VARIANTS }>

export interface ProductContentRow {
  slug: string
  name: string
  tagline: string
  description: string
  body: RichText
  details: string[]
  care: string
  categoryId: string
  images: Photo[]
  goesWith: string[]
  seoTitle: string | null
  seoDescription: string | null
}

export interface VariantRow {
  sku: string
  options: Options
  price: number
  currency: string
  imageKey: string
  active: boolean
}

/** The catalogue's rows as their editor sees them: on sale or not. Every function runs in the caller's transaction. */
export const editing = {
  /** Locked until the transaction ends, so that edits of one page wait for each other. */
  async lockProduct(tx: ShopTx, id: string): Promise<EditedProduct | null> {
    await tx.$queryRaw`SELECT id FROM "Product" WHERE id = ${id}::uuid FOR UPDATE`
    return editing.product(tx, id)
  },

  product(tx: ShopTx, id: string): Promise<EditedProduct | null> {
    return tx.product.findUnique({ where: { id }, include: VARIANTS })
  },

  async lockCategory(tx: ShopTx, id: string) {
    await tx.$queryRaw`SELECT id FROM "Category" WHERE id = ${id}::uuid FOR UPDATE`
    return editing.category(tx, id)
  },

  category(tx: ShopTx, id: string) {
    return tx.category.findUnique({ where: { id } })
  },

  /** A page nobody sees yet. @returns false when the id is in use @throws SQLSTATE 23505: the address is */
  async createProduct(
    tx: ShopTx,
    product: { id: string; slug: string; name: string; categoryId: string },
  ): Promise<boolean> {
    const { id, slug, name, categoryId } = product
    const count = await tx.$executeRaw`
      INSERT INTO "Product" (id, slug, name, "categoryId", tagline, description, body, care, images, status, version)
      VALUES (${id}::uuid, ${slug}, ${name}, ${categoryId}::uuid, '', '', '{"type":"doc","content":[]}', '', '[]', 'DRAFT', 0)
      ON CONFLICT (id) DO NOTHING`
    return count === 1
  },

  /** Removes a product that was never published: no order, cart or stock can know it. */
  async deleteUnpublished(tx: ShopTx, id: string): Promise<void> {
    await tx.product.deleteMany({ where: { id, version: 0 } })
  },

  /** The first revision puts the product on sale, as the newest; a later one leaves its status alone. */
  async publishProduct(tx: ShopTx, id: string, words: ProductContentRow, revision: number): Promise<void> {
    await tx.product.update({
      where: { id },
      data: {
        ...words,
        body: words.body,
        images: words.images.map((photo) => ({ ...photo })),
        version: revision,
        ...(revision === 1 && { status: 'ACTIVE' }),
      },
    })
    if (revision === 1) await tx.$executeRaw`UPDATE "Product" SET "createdAt" = now() WHERE id = ${id}::uuid`
  },

  async setStatus(tx: ShopTx, id: string, status: 'ACTIVE' | 'ARCHIVED'): Promise<void> {
    await tx.product.update({ where: { id }, data: { status } })
  },

  /**
   * Writes what a product sells, in this order. A variant that is not named stays as it was, no longer for sale.
   * @returns SKUs that another product has; nothing of them was written
   */
  async writeVariants(
    tx: ShopTx,
    productId: string,
    variants: readonly VariantRow[],
  ): Promise<{ taken: string[] }> {
    const rows = variants.map((variant, position) => ({ ...variant, position }))
    const written = await tx.$queryRaw<unknown[]>`
      INSERT INTO "Variant" (sku, "productId", options, price, currency, "imageKey", position, active)
      SELECT v.sku, ${productId}::uuid, v.options, v.price, v.currency, v."imageKey", v.position, v.active
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS v(sku text, options jsonb, price int, currency char(3), "imageKey" text, position int, active boolean)
      ORDER BY v.sku COLLATE "C"
      ON CONFLICT (sku) DO UPDATE SET options = excluded.options, price = excluded.price,
        currency = excluded.currency, "imageKey" = excluded."imageKey", position = excluded.position,
        active = excluded.active
      WHERE "Variant"."productId" = excluded."productId"
      RETURNING sku`
    const known = new Set(
      z
        .array(z.object({ sku: z.string() }))
        .parse(written)
        .map(({ sku }) => sku),
    )
    const skus = rows.map(({ sku }) => sku)
    await tx.variant.updateMany({
      where: { productId, sku: { notIn: skus }, active: true },
      data: { active: false },
    })
    return { taken: skus.filter((sku) => !known.has(sku)) }
  },

  async publishCategory(
    tx: ShopTx,
    id: string,
    words: { slug: string; name: string; description: string },
    revision: number,
  ): Promise<void> {
    await tx.category.update({ where: { id }, data: { ...words, version: revision } })
  },

  variant(tx: ShopTx, sku: string) {
    return tx.variant.findUnique({ where: { sku }, select: { productId: true, options: true } })
  },

  /** Of these SKUs the ones that are another product's. */
  async skusOfOthers(tx: ShopTx, productId: string, skus: readonly string[]): Promise<string[]> {
    const rows = await tx.variant.findMany({
      where: { sku: { in: [...skus] }, productId: { not: productId } },
      select: { sku: true },
    })
    return rows.map(({ sku }) => sku)
  },

  /** Whose address this is; null: nobody's. */
  async ownerOfSlug(
    tx: ShopTx,
    kind: 'product' | 'category',
    slug: string,
  ): Promise<{ id: string; name: string } | null> {
    const query = { where: { slug }, select: { id: true, name: true } }
    return kind === 'product' ? tx.product.findUnique(query) : tx.category.findUnique(query)
  },

  /** Addresses in use that begin so. */
  async slugsLike(tx: ShopTx, base: string): Promise<string[]> {
    const rows = await tx.product.findMany({
      where: { slug: { startsWith: base } },
      select: { slug: true },
    })
    return rows.map(({ slug }) => slug)
  },

  /** Names of products, whether on sale or not; an id that is none is left out. */
  async productNames(tx: ShopTx, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const rows = await tx.product.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, name: true },
    })
    return new Map(rows.map(({ id, name }) => [id, name]))
  },

  async categories(tx: ShopTx) {
    const rows = await tx.category.findMany({
      orderBy: [{ position: 'asc' }, { slug: 'asc' }],
      select: { id: true, slug: true, name: true, _count: { select: { products: true } } },
    })
    return rows.map(({ _count, ...category }) => ({ ...category, products: _count.products }))
  },
}
