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
  page: PageState,
  content: ProductContent,
  revision: number,
): Promise<Written> {
  const { key, slug: oldSlug } = page
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
    ...(staysInPlace(page, content) && { after: before }),
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

/** Whether this edit leaves the product on the same pages: nothing changes by which shoppers find it or lists order it. */
function staysInPlace({ status, content: before }: PageState, after: ProductContent): boolean {
  if (status !== 'ACTIVE' || !before || !('variants' in before)) return false
  const isSold = ({ variants }: ProductContent) => variants.some(({ active }) => active)
  return (
    before.slug === after.slug && before.categoryId === after.categoryId && isSold(before) === isSold(after)
  )
}

const skuTaken = ({ variants }: ProductContent, taken: readonly string[]) =>
  new AppError('sku_taken', 'Another product has taken this SKU just now.', {
    errors: variants.flatMap(({ sku }, index) =>
      taken.includes(sku) ? { path: `variants.${index}.sku`, message: 'Another product has this SKU' } : [],
    ),
  })

/**
 * Claims a new slug for the page, after its row was written: from then on nobody can take the slug, and a page that gave it
 * up in between has left a redirect that this transaction sees. A slug that stays needs no second look: the row has held it.
 */
async function claimAddress(
  tx: ShopTx,
  key: PageKey,
  { from, to, wasPublished }: { from: string; to: string; wasPublished: boolean },
): Promise<void> {
  if (from === to) return
  const taken = await takenSlug(tx, key, to)
  if (taken) throw new AppError('slug_taken', `${taken.message}.`, { errors: [taken] })
  if (wasPublished) await redirects.move(tx, key, { from, to })
}
