import 'server-only'
import { editing } from '../catalog'
import { shopTransaction } from '../infra/db/shop'
import { draftConflict } from './conflict'
import { lockPage } from './page-state'
import type { Editor, PageEdit, PageKey } from './schema'
import { drafts, logEdit } from './store'
import { viewPage } from './view-page'

/**
 * Throws a page's draft away, where it still is the version that was seen; the public sees no difference. A page without a
 * draft stays as it is.
 *
 * @returns null when the page was never published: nothing of it is left then
 * @throws AppError `not_found` · `draft_conflict` with `draft` and `revision`
 */
export async function discardDraft(options: {
  key: PageKey
  version: number
  editor: Editor
}): Promise<PageEdit | null> {
  const { key, version, editor } = options
  return shopTransaction(async (tx) => {
    const page = await lockPage(tx, key)
    const draft = await drafts.find(tx, key)
    if (draft && draft.version !== version) throw draftConflict(page, draft)
    if (draft) {
      await drafts.remove(tx, key)
      await logEdit(tx, key, { action: 'discarded', detail: { version }, editor })
    }
    if (page.revision > 0) return viewPage(tx, page, null)
    await editing.deleteUnpublished(tx, key.id)
    return null
  })
}
