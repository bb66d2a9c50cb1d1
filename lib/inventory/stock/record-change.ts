import 'server-only'
import { newId } from '../../core/ids'
import { shopTransaction, type ShopTx } from '../../infra/db/shop'
import type { StockLevel } from '../schema'
import { syncStock } from './sync-stock'
import { stockRows } from './store'

/** Who changes a count, and why. */
export interface StockAuthor {
  /** made by the caller, one for each intention: the same change sent again is counted once */
  id?: string | undefined
  reason: string
  /** an account's id, or the name of a job */
  actor: string
  /** as people read it */
  actorName?: string | undefined
  /** writes that belong to the change, in the same transaction */
  within?: (tx: ShopTx, delta: number) => Promise<void>
}

/** Rolls the transaction back: the same change was counted before. */
class CountedBefore extends Error {}

/**
 * Changes a count and records the change, together or not at all, then syncs Redis.
 * @param move changes the row; null: this change is not allowed
 * @returns the row after the change, also when the change was counted before; null when it is not allowed
 */
export async function recordChange(
  sku: string,
  author: StockAuthor,
  move: (tx: ShopTx) => Promise<{ level: StockLevel; delta: number } | null>,
): Promise<StockLevel | null> {
  const { id = newId(), reason, actor, actorName = '', within } = author
  try {
    const level = await shopTransaction(async (tx) => {
      const moved = await move(tx)
      if (!moved || moved.delta === 0) return moved?.level ?? null
      const { delta } = moved
      // The row is locked by now: a twin of this change has either committed its record, or waits for ours.
      if (!(await stockRows.logChange(tx, { id, sku, delta, reason, actor, actorName })))
        throw new CountedBefore()
      await within?.(tx, delta)
      return moved.level
    })
    if (level) await syncStock({ levels: [level] })
    return level ?? (author.id ? await levelIfCounted(sku, author.id) : null)
  } catch (error) {
    if (error instanceof CountedBefore) return levelIfCounted(sku, id)
    throw error
  }
}

async function levelIfCounted(sku: string, id: string): Promise<StockLevel | null> {
  if (!(await stockRows.isLogged({ id, sku }))) return null
  return (await stockRows.find([sku])).get(sku) ?? null
}
