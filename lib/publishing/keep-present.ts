import 'server-only'
import type { ShopTx } from '../infra/db/shop'
import type { PageState } from './page-state'
import { revisions } from './store'

/** Whoever put a page there before anyone edited it: the seed, an import. */
export const IMPORTED = { id: 'import', name: 'Imported' }

/** Keeps what the public sees now as a revision, where it is none yet, so that history and restore reach it. */
export async function keepPresent(tx: ShopTx, page: PageState): Promise<void> {
  const { key, revision: number, content, changedAt } = page
  if (!content) return
  await revisions.add(tx, {
    ...key,
    ...{ number, content, note: '', editor: IMPORTED },
    ...(changedAt && { publishedAt: changedAt }),
  })
}
