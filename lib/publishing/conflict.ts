import 'server-only'
import { AppError } from '../core/errors'
import type { PageState } from './page-state'
import type { StoredDraft } from './store'
import { viewDraft } from './view-page'

/**
 * Someone else was faster. The answer carries what they made (`draft`: who, when, what; null when it was published or
 * discarded) and the `revision` that the public sees now, so that the editor can choose and nothing is lost unseen.
 */
export function draftConflict(page: PageState, draft: StoredDraft | null): AppError {
  const detail = draft
    ? `${draft.updatedByName} has saved this page. Nothing of yours was saved.`
    : 'This page was published or its draft discarded. Nothing of yours was saved.'
  return new AppError('draft_conflict', detail, {
    draft: draft && viewDraft(draft),
    revision: page.revision,
  })
}
