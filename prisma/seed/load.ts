import { richTextOf } from '../../lib/core/rich-text'
import type { PrismaClient } from '../generated/shop/client'
import { catalogue, onSaleSince, photosOf, seedId, type SeedProduct } from './catalogue'
import { variation } from './variations'

const BATCH = 500

interface Placed {
  product: SeedProduct
  photographed: string
  position: number
}

/**
 * Puts the catalogue on sale, with `variations` further products for tests of scale. What is there already is left as it
 * is (an edited page, stock that was sold): a second run changes nothing.
 * @returns how many products were new
 */
export async function loadCatalogue(
  db: PrismaClient,
  options: { variations?: number } = {},
): Promise<number> {
  await db.category.createMany({
    data: catalogue.categories.map(({ slug, name }, position) => ({
      id: seedId(`category ${slug}`, onSaleSince(0)),
      slug,
      name,
      position,
    })),
    skipDuplicates: true,
  })
  const categories = await db.category.findMany({ select: { id: true, slug: true } })
  const categoryIds = new Map(categories.map(({ id, slug }) => [slug, id]))

  const originals = catalogue.products.map((product, position) => ({
    product,
    photographed: product.slug,
    position,
  }))
  let added = await loadBatch(db, originals, categoryIds)
  const { variations = 0 } = options
  for (let from = 0; from < variations; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, variations - from) }, (_, offset) => ({
      ...variation(from + offset),
      position: originals.length + from + offset,
    }))
    added += await loadBatch(db, batch, categoryIds)
  }
  // Postgres plans by what it knows of its tables, and never counts a small one by itself.
  if (added > 0) await db.$executeRaw`ANALYZE`
  return added
}

/** One transaction: a product comes with its variants and their first stock, or not at all. */
async function loadBatch(
  db: PrismaClient,
  batch: readonly Placed[],
  categoryIds: ReadonlyMap<string, string>,
): Promise<number> {
  const withIds = batch.map((placed) => ({ ...placed, id: idOf(placed) }))
  return db.$transaction(
    async (tx) => {
      const known = await tx.product.findMany({
        where: { id: { in: withIds.map(({ id }) => id) } },
        select: { id: true },
      })
      const knownIds = new Set(known.map(({ id }) => id))
      const fresh = withIds.filter(({ id }) => !knownIds.has(id))
      await tx.product.createMany({
        data: fresh.map(({ id, product, photographed, position }) => {
          const categoryId = categoryIds.get(product.category)
          if (!categoryId) throw new Error(`there is no category ${product.category}`)
          const { slug, name, tagline, description, details, care, goesWith } = product
          const images = photosOf(product, photographed)
          const createdAt = onSaleSince(position)
          return {
            ...{
              id,
              slug,
              name,
              tagline,
              description,
              body: richTextOf(description),
              details,
              care,
              goesWith: goesWith.map((companion) => companionId(companion)),
              categoryId,
              images,
              position,
            },
            ...{ createdAt, updatedAt: createdAt },
          }
        }),
      })
      const variants = fresh.flatMap(({ id, product }) =>
        product.variants.map((variant, position) => ({ ...variant, productId: id, position })),
      )
      await tx.variant.createMany({
        data: variants.map(({ sku, productId, options, price, photo, position }) => ({
          ...{ sku, productId, options, price, position },
          currency: catalogue.currency,
          imageKey: photo,
        })),
      })
      await tx.stock.createMany({ data: variants.map(({ sku, stock }) => ({ sku, onHand: stock })) })
      await tx.stockAdjustment.createMany({
        data: variants
          .filter(({ stock }) => stock > 0)
          .map(({ sku, stock }) => ({ sku, delta: stock, reason: 'initial', actor: 'seed' })),
      })
      return fresh.length
    },
    { timeout: 60_000, maxWait: 10_000 },
  )
}

/** The ids of the catalogue's own products, which variations name as their companions too. */
const companionId = (slug: string): string =>
  seedId(`product ${slug}`, onSaleSince(catalogue.products.findIndex((product) => product.slug === slug)))

const idOf = ({ product, position }: Placed) => seedId(`product ${product.slug}`, onSaleSince(position))
