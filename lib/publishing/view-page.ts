import 'server-only'
import { SHOP_CURRENCY } from '../core/money'
import { pagePath } from '../core/paths'
import type { ShopTx } from '../infra/db/shop'
import { checkContent } from './check-content'
import type { PageState } from './page-state'
import { draftPreviewPath } from './rules/draft-preview-path'
import { DRAFT_OF, type DraftView, type Issue, type PageEdit, type PageKey } from './schema'
import type { StoredDraft } from './store'

/** A page as its editor sees it. */
export async function viewPage(tx: ShopTx, page: PageState, draft: StoredDraft | null): Promise<PageEdit> {
  const { key, status, revision, content } = page
  const shown = draft ? DRAFT_OF[key.kind].parse(draft.content) : null
  const slug = revision === 0 && shown && 'slug' in shown ? shown.slug : page.slug
  return {
    ...{ kind: key.kind, id: key.id, status, revision, published: content },
    draft: draft && viewDraft(draft),
    issues: draft ? await openIssues(tx, key, draft) : [],
    path: pagePath(key.kind, slug),
    previewPath: draftPreviewPath(key),
    currency: SHOP_CURRENCY,
  }
}

export const viewDraft = ({ version, content, updatedAt, updatedByName }: StoredDraft): DraftView => ({
  version,
  content,
  updatedAt: updatedAt.toISOString(),
  updatedBy: { name: updatedByName },
})

/** What would stop this draft from being published now. */
export async function openIssues(tx: ShopTx, key: PageKey, draft: StoredDraft): Promise<Issue[]> {
  const { issues, taken } = await checkContent(tx, key, DRAFT_OF[key.kind].parse(draft.content))
  return [...issues, ...(taken.slug ? [taken.slug] : []), ...taken.skus]
}
