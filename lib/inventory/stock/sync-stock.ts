import 'server-only'
import { log } from '../../infra/log/log'
import { announceSellableChange } from '../announcements'
import { stockCache } from '../holds/stock-cache'
import { holdsStore, type StockInRedis } from '../holds/store'
import type { StockLevel } from '../schema'
import { stockRows } from './store'

/**
 * Syncs Redis with the stock that a transaction has committed: the newer version wins, and the same step drops the cart's
 * holds on these SKUs, so that its units never count as reserved and as held at once. SKUs that sold out or came back are
 * announced. Never throws. While Redis is away this process keeps the levels and syncs them later. When Redis had lost a
 * SKU, it can't tell whether our level is the newest, so Postgres is read again.
 *
 * @param options.dropHoldsOf id of the cart whose units the order has reserved
 * @returns SKUs that were announced: those that sold out or came back by the truth (onHand − reserved), or may have
 */
export async function syncStock(options: {
  levels: readonly StockLevel[]
  dropHoldsOf?: string
}): Promise<{ changed: string[] }> {
  const { levels, dropHoldsOf } = options
  try {
    stockCache.forgetReadings(levels.map(({ sku }) => sku))
    const before = levels.map(({ sku }) => sellable(stockCache.countsOf(sku)))
    const answers = await holdsStore.sync(levels, dropHoldsOf)
    if (!answers) stockCache.addPending(levels)
    else await resyncLost(answers, levels)
    const changed = levels.filter((level, index) => {
      const answer = answers?.[index]
      if (answer) stockCache.rememberCounts(level.sku, answer)
      else stockCache.rememberStock(level.sku, level)
      const was = answer ? answer.sellableBefore : (before[index] ?? null)
      const isNow = answer ? answer.onHand - answer.reserved : level.onHand - level.reserved
      return was === null ? stockCache.shouldAnnounce(level.sku, isNow > 0) : was > 0 !== isNow > 0
    })
    await announceSellableChange(changed)
    return { changed: changed.map(({ sku }) => sku) }
  } catch (error) {
    log('error', 'inventory.sync_failed', { error })
    return { changed: levels.map(({ sku }) => sku) }
  }
}

const sellable = (counts: { onHand: number; reserved: number } | null): number | null =>
  counts && counts.onHand - counts.reserved

async function resyncLost(answers: readonly StockInRedis[], levels: readonly StockLevel[]): Promise<void> {
  const lost = levels.filter((_, index) => answers[index]?.sellableBefore === null).map(({ sku }) => sku)
  if (lost.length === 0) return
  stockCache.holdsMayBeLost = true
  const levelsNow = await stockRows.find(lost)
  await holdsStore.sync([...levelsNow.values()])
}
