import 'server-only'
import { AppError } from '../core/errors'
import { sqlState } from '../infra/db/retry'
import { shopTransaction, type ShopTx } from '../infra/db/shop'
import { syncStock } from '../inventory'
import { checkContent } from './check-content'
import { draftConflict } from './conflict'
import { keepImported } from './keep-imported'
import { lockPage, type PageState, readPage } from './page-state'
import { DRAFT_OF, type Editor, type PageContent, type PageEdit, type PageKey } from './schema'
import { drafts, logEdit, revisions } from './store'
import { viewPage } from './view-page'
import { type Written, writePage } from './write-page'

const UNIQUE_VIOLATION = '23505'

export interface PublishedPage {
  page: PageEdit
  revision: number
  /** stale pages to refresh; null: no public page has changed, or an earlier publish told of them */
  staleId: string | null
}

/**
 * Makes a page's draft its next revision: the page's rows, the revision, a redirect from an address it leaves, the stock of
 * new variants and the pages that are stale now are written together or not at all. The draft must be the one that was
 * seen, and made from the present revision. Sent again by the same person it answers what the first one made.
 *
 * @throws AppError `not_found` · `draft_conflict` with `draft` and `revision` · `invalid_input` with `errors` ·
 *   `slug_taken` · `sku_taken` with `errors`
 */
export async function publishPage(options: {
  key: PageKey
  /** of the draft that was seen */
  version: number
  note: string
  editor: Editor
}): Promise<PublishedPage> {
  try {
    const { newStock, ...published } = await shopTransaction((tx) => publish(tx, options))
    await syncStock({ levels: newStock })
    return published
  } catch (error) {
    // Two pages took one address at the same moment: the index decided.
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error
    throw new AppError('slug_taken', 'Another page has taken this address just now.', {}, { cause: error })
  }
}

async function publish(
  tx: ShopTx,
  { key, version, note, editor }: { key: PageKey; version: number; note: string; editor: Editor },
): Promise<PublishedPage & Pick<Written, 'newStock'>> {
  const page = await lockPage(tx, key)
  const draft = await drafts.find(tx, key)
  if (draft?.version !== version) {
    const made = await revisions.publishedFrom(tx, key, version, editor)
    if (made === null) throw draftConflict(page, draft)
    return { page: await viewPage(tx, page, draft), revision: made, staleId: null, newStock: [] }
  }
  if (draft.baseRevision !== page.revision) throw draftConflict(page, draft)

  const content = await whole(tx, key, draft.content)
  await keepImported(tx, page)
  const revision = page.revision + 1
  const { staleId, newStock } = await writePage(tx, { page, content, revision })
  const published = await publishedPage(tx, page, { content, revision })
  await revisions.add(tx, {
    ...key,
    ...{ number: revision, content: published.content ?? content, note, editor, draftVersion: version },
  })
  await drafts.remove(tx, key)
  await logEdit(tx, key, { action: 'published', detail: { revision, note }, editor })
  return { page: await viewPage(tx, published, null), revision, staleId, newStock }
}

/**
 * The page as the public has it now. A product is read back: it also has the variants that its draft no longer named, and
 * its first publish put it on sale. Other pages are their draft's content.
 */
async function publishedPage(
  tx: ShopTx,
  page: PageState,
  { content, revision }: { content: PageContent; revision: number },
): Promise<PageState> {
  if (page.key.kind === 'product') return readPage(tx, page.key)
  return { ...page, content, revision, slug: 'slug' in content ? content.slug : page.slug }
}

async function whole(tx: ShopTx, key: PageKey, stored: unknown): Promise<PageContent> {
  const { content, issues, taken } = await checkContent(tx, key, DRAFT_OF[key.kind].parse(stored))
  if (!content)
    throw new AppError('invalid_input', 'This page is not ready to be published. Nothing was changed.', {
      errors: [...issues, ...(taken.slug ? [taken.slug] : []), ...taken.skus],
    })
  if (taken.slug) throw new AppError('slug_taken', `${taken.slug.message}.`, { errors: [taken.slug] })
  if (taken.skus.length > 0)
    throw new AppError('sku_taken', 'Another product has this SKU already.', { errors: taken.skus })
  return content
}
