import 'server-only'
import type { ShopTx } from '../infra/db/shop'
import type { PageState } from './page-state'
import { revisions } from './store'

/** The editor of pages that the seed or an import put there. */
export const IMPORTED = { id: 'import', name: 'Imported' }

/** Stores the published content as a revision when no revision has it yet, so that history and restore reach it. */
export async function keepImported(tx: ShopTx, page: PageState): Promise<void> {
  const { key, revision: number, content, changedAt } = page
  if (!content) return
  await revisions.add(tx, {
    ...key,
    ...{ number, content, note: '', editor: IMPORTED },
    ...(changedAt && { publishedAt: changedAt }),
  })
}
