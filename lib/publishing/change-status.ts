import 'server-only'
import { editing } from '../catalog'
import { AppError } from '../core/errors'
import { shopTransaction } from '../infra/db/shop'
import { invalidateProduct, pagesShowing } from '../revalidation'
import { lockPage, readPage } from './page-state'
import type { PublishedPage } from './publish-page'
import type { Editor, PageKey } from './schema'
import { drafts, logEdit, redirects } from './store'
import { viewPage } from './view-page'

/**
 * Takes a product off the shop, or puts it back, as its present revision has it; its draft stays. A product that is so
 * already stays so: sending it again does nothing.
 *
 * @throws AppError `not_found` · `conflict` when the page was published since it was seen, or never was
 */
export async function changeStatus(options: {
  id: string
  status: 'ACTIVE' | 'ARCHIVED'
  /** the published one that was seen */
  revision: number
  editor: Editor
}): Promise<PublishedPage> {
  const { status, revision, editor } = options
  const key: PageKey = { kind: 'product', id: options.id }
  return shopTransaction(async (tx) => {
    const page = await lockPage(tx, key)
    const draft = await drafts.find(tx, key)
    if (page.revision === 0)
      throw new AppError('conflict', 'Publish the page first: there is nothing to show or to hide yet.')
    if (page.revision !== revision)
      throw new AppError('conflict', 'The page has been published since. Please look at it again.', {
        revision: page.revision,
      })
    if (page.status === status) return { page: await viewPage(tx, page, draft), revision, staleId: null }
    const before = await pagesShowing(tx, key.id)
    await editing.setStatus(tx, key.id, status)
    const action = status === 'ARCHIVED' ? 'archived' : 'unarchived'
    await logEdit(tx, key, { action, detail: { revision }, editor })
    const staleId = await invalidateProduct(tx, key.id, {
      ...{ before, revision, reason: `product.${action}` },
      formerSlugs: () => redirects.slugsOf(tx, key),
    })
    return { page: await viewPage(tx, await readPage(tx, key), draft), revision, staleId }
  })
}
