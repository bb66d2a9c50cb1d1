import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { shopTransaction, type ShopTx } from '../infra/db/shop'
import { draftConflict } from './conflict'
import { lockPage } from './page-state'
import { parseDraft } from './parse-draft'
import type { DraftContent, Editor, PageKey, SavedDraft } from './schema'
import { drafts, logEdit, type StoredDraft } from './store'
import { openIssues, viewDraft } from './view-page'

/**
 * Saves a page's draft over the version that its editor saw (0: there was none), in whatever state it is. Of saves made at
 * once one wins and the others are told. The same save sent again, by the same person, is answered as saved.
 *
 * @throws AppError `not_found` · `invalid_input` · `draft_conflict` with `draft` and `revision`
 */
export async function saveDraft(save: {
  key: PageKey
  /** of the draft that was seen; 0: none */
  version: number
  /** the published revision that was seen */
  revision: number
  content: unknown
  editor: Editor
}): Promise<SavedDraft> {
  const { key, version, revision, editor } = save
  const content = parseDraft(key.kind, save.content)
  return shopTransaction(async (tx) => {
    const page = await lockPage(tx, key)
    const current = await drafts.find(tx, key)
    if (current && isRepeated(current, { version, content, editor })) return answer(tx, key, current)
    if ((current?.version ?? 0) !== version || page.revision !== revision) throw draftConflict(page, current)
    const saved = await drafts.save(tx, {
      ...key,
      ...{ content, baseRevision: revision, savedFrom: version, editor },
    })
    if (!saved) throw draftConflict(page, await drafts.find(tx, key))
    if (version === 0) await logEdit(tx, key, { action: 'draft_begun', detail: { revision }, editor })
    return answer(tx, key, saved)
  })
}

/** Whether the draft is what this very request has made already, its answer lost. */
export function isRepeated(
  draft: StoredDraft,
  { version, content, editor }: { version: number; content: DraftContent; editor: Editor },
): boolean {
  return (
    draft.savedFrom === version &&
    draft.updatedBy === editor.id &&
    isDeepStrictEqual(draft.content, JSON.parse(JSON.stringify(content)))
  )
}

const answer = async (tx: ShopTx, key: PageKey, draft: StoredDraft): Promise<SavedDraft> => ({
  draft: viewDraft(draft),
  issues: await openIssues(tx, key, draft),
})
