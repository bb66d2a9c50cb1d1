import 'server-only'
import { editing } from '../catalog'
import { AppError } from '../core/errors'
import { newId } from '../core/ids'
import { lockName } from '../infra/db/advisory-lock'
import { sqlState } from '../infra/db/retry'
import { shopTransaction, type ShopTx } from '../infra/db/shop'
import { readPage } from './page-state'
import { newProductDraft } from './rules/default-content'
import { freeSlug, slugFromName } from './rules/slug-from-name'
import type { Editor, PageEdit, PageKey } from './schema'
import { drafts, logEdit, redirects } from './store'
import { viewPage } from './view-page'

const UNIQUE_VIOLATION = '23505'
const ATTEMPTS = 3

/**
 * A product page that nobody sees yet, with a draft to go on with and an address made of its name. Sent again with the
 * same id it is the same page.
 *
 * @throws AppError `invalid_input` when there is no such category · `conflict` when the id is another page's
 */
export async function createProduct(wanted: {
  id?: string | undefined
  name: string
  categoryId: string
  editor: Editor
}): Promise<PageEdit> {
  const id = wanted.id ?? newId()
  for (let attempt = 1; ; attempt++) {
    try {
      return await shopTransaction((tx) => create(tx, { ...wanted, id }))
    } catch (error) {
      // Another product took the address between our look and our write.
      if (attempt === ATTEMPTS || sqlState(error) !== UNIQUE_VIOLATION) throw error
    }
  }
}

async function create(
  tx: ShopTx,
  { id, name, categoryId, editor }: { id: string; name: string; categoryId: string; editor: Editor },
): Promise<PageEdit> {
  const key: PageKey = { kind: 'product', id }
  if (!(await editing.category(tx, categoryId)))
    throw new AppError('invalid_input', 'There is no such category.', {
      errors: [{ path: 'categoryId', message: 'Choose a category' }],
    })
  // Two of the same name, made at once, look for a free address one after the other.
  await lockName(tx, 'publishing:new')
  const base = slugFromName(name)
  const [used, moved] = await Promise.all([editing.slugsLike(tx, base), redirects.like(tx, 'product', base)])
  const slug = freeSlug(base, new Set([...used, ...moved]))
  const isNew = await editing.createProduct(tx, { id, slug, name, categoryId })
  if (isNew) {
    const content = newProductDraft({ slug, name, categoryId })
    await drafts.save(tx, { ...key, content, baseRevision: 0, savedFrom: 0, editor })
    await logEdit(tx, key, { action: 'created', detail: { name }, editor })
  }
  const [page, draft] = [await readPage(tx, key), await drafts.find(tx, key)]
  if (!isNew && (page.revision > 0 || draft?.updatedBy !== editor.id))
    throw new AppError('conflict', 'There is a page with this id already.')
  return viewPage(tx, page, draft)
}
