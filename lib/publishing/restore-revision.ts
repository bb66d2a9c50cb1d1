import 'server-only'
import { editing, findPhoto } from '../catalog'
import { AppError } from '../core/errors'
import { shopTransaction, type ShopTx } from '../infra/db/shop'
import { takenSlug } from './check-content'
import { draftConflict } from './conflict'
import { lockPage, type PageState } from './page-state'
import { DRAFT_OF, type DraftContent, type Editor, type PageEdit, type PageKey } from './schema'
import { drafts, logEdit, revisions } from './store'
import { isRepeated } from './save-draft'
import { viewPage } from './view-page'

/**
 * Makes a draft of what a page once said, over the draft that was seen (0: none). The public sees nothing of it until it is
 * published. What no longer exists is left out (companions, photographs) or stays as it is now (an address that another
 * page has, a category that is gone). Sent again by the same person it is the same draft.
 *
 * @throws AppError `not_found` · `draft_conflict` with `draft` and `revision`
 */
export async function restoreRevision(options: {
  key: PageKey
  revision: number
  /** of the draft that was seen; 0: none */
  version: number
  editor: Editor
}): Promise<PageEdit> {
  const { key, version, editor } = options
  return shopTransaction(async (tx) => {
    const page = await lockPage(tx, key)
    const content = await restorable(tx, page, await contentOf(tx, page, options.revision))
    const current = await drafts.find(tx, key)
    if (current && isRepeated(current, { version, content, editor })) return viewPage(tx, page, current)
    if ((current?.version ?? 0) !== version) throw draftConflict(page, current)
    const saved = await drafts.save(tx, {
      ...key,
      ...{ content, baseRevision: page.revision, savedFrom: version, editor },
    })
    if (!saved) throw draftConflict(page, await drafts.find(tx, key))
    await logEdit(tx, key, { action: 'restored', detail: { revision: options.revision }, editor })
    return viewPage(tx, page, saved)
  })
}

async function contentOf(tx: ShopTx, page: PageState, revision: number): Promise<DraftContent> {
  const stored = await revisions.find(tx, page.key, revision)
  const content = stored?.content ?? (revision === page.revision ? page.content : null)
  if (!content) throw new AppError('not_found', 'There is no such revision of this page.')
  return DRAFT_OF[page.key.kind].parse(content)
}

async function restorable(tx: ShopTx, page: PageState, content: DraftContent): Promise<DraftContent> {
  if (!('slug' in content)) return content
  const slug = (await takenSlug(tx, page.key, content.slug)) ? page.slug : content.slug
  if (!('goesWith' in content)) return { ...content, slug }
  const [names, category] = await Promise.all([
    editing.productNames(tx, content.goesWith),
    editing.category(tx, content.categoryId),
  ])
  const today = page.content && 'categoryId' in page.content ? page.content.categoryId : content.categoryId
  return {
    ...content,
    slug,
    categoryId: category ? content.categoryId : today,
    goesWith: content.goesWith.filter((id) => names.has(id)),
    images: content.images.filter(({ key }) => findPhoto(key)),
  }
}
