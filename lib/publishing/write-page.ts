import 'server-only'
import { editing } from '../catalog'
import { AppError } from '../core/errors'
import { SHOP_CURRENCY } from '../core/money'
import { plainTextOf } from '../core/rich-text'
import type { ShopTx } from '../infra/db/shop'
import { openStock } from '../inventory'
import type { StockLevel } from '../inventory/schema'
import { invalidateCategory, invalidateHome, invalidateProduct, pagesShowing } from '../revalidation'
import { takenSlug } from './check-content'
import type { PageState } from './page-state'
import { CategoryContent, CategoryDraft, type PageContent, type PageKey, ProductContent } from './schema'
import { redirects } from './store'

export interface Written {
  staleId: string | null
  /** of variants that are sold for the first time */
  newStock: StockLevel[]
}

/** Writes a revision where the shop reads it, in the caller's transaction, and says which pages are stale then. */
export async function writePage(
  tx: ShopTx,
  { page, content, revision }: { page: PageState; content: PageContent; revision: number },
): Promise<Written> {
  if (page.key.kind === 'product') return writeProduct(tx, page, ProductContent.parse(content), revision)
  if (page.key.kind === 'home') return { staleId: await invalidateHome(tx, revision), newStock: [] }
  return writeCategory(tx, page, CategoryContent.parse(content), revision)
}

async function writeProduct(
  tx: ShopTx,
  { key, slug: oldSlug }: PageState,
  content: ProductContent,
  revision: number,
): Promise<Written> {
  const { variants, seoTitle, seoDescription, ...words } = content
  const before = await pagesShowing(tx, key.id)
  const row = {
    ...words,
    description: plainTextOf(words.body),
    seoTitle: seoTitle || null,
    seoDescription: seoDescription || null,
  }
  await editing.publishProduct(tx, key.id, row, revision)
  await claimAddress(tx, key, { from: oldSlug, to: content.slug, wasPublished: revision > 1 })
  const sold = variants.map((variant) => ({ ...variant, currency: SHOP_CURRENCY }))
  const { taken } = await editing.writeVariants(tx, key.id, sold)
  if (taken.length > 0) throw skuTaken(content, taken)
  const newStock = await openStock(
    tx,
    variants.map(({ sku }) => sku),
  )
  const staleId = await invalidateProduct(tx, key.id, {
    ...{ before, revision, reason: 'product.published' },
    formerSlugs: () => redirects.slugsOf(tx, key),
  })
  return { staleId, newStock }
}

async function writeCategory(
  tx: ShopTx,
  { key, content }: PageState,
  after: CategoryContent,
  revision: number,
): Promise<Written> {
  const before = CategoryDraft.parse(content)
  await editing.publishCategory(tx, key.id, after, revision)
  await claimAddress(tx, key, { from: before.slug, to: after.slug, wasPublished: true })
  const formerSlugs = () => redirects.slugsOf(tx, key)
  const staleId = await invalidateCategory(tx, key.id, { before, after, revision, formerSlugs })
  return { staleId, newStock: [] }
}

const skuTaken = ({ variants }: ProductContent, taken: readonly string[]) =>
  new AppError('sku_taken', 'Another product has taken this SKU just now.', {
    errors: variants.flatMap(({ sku }, index) =>
      taken.includes(sku) ? { path: `variants.${index}.sku`, message: 'Another product has this SKU' } : [],
    ),
  })

/**
 * After the page's row was written: nobody can take the address any more, and whoever gave it up meanwhile has left a
 * redirect that we can see now.
 */
async function claimAddress(
  tx: ShopTx,
  key: PageKey,
  { from, to, wasPublished }: { from: string; to: string; wasPublished: boolean },
): Promise<void> {
  const taken = await takenSlug(tx, key, to)
  if (taken) throw new AppError('slug_taken', `${taken.message}.`, { errors: [taken] })
  if (from !== to && wasPublished) await redirects.move(tx, key, { from, to })
}
