import 'server-only'
import { BoundedMap } from '../../core/bounded-map'
import { log } from '../../infra/log/log'
import { announceSellableChange } from '../announcements'
import { suspectLoss } from '../holds/holds-lost'
import { lastSellable, rememberCounts, rememberStock } from '../holds/last-known'
import { forgetReadings } from '../holds/load-levels'
import type { StockLevel } from '../schema'
import { type Projected, projection } from '../holds/store'
import { stockRows } from './store'
import { keepForLater } from '../holds/pending-sync'

/** While Redis does not say what was before, the same state of a SKU is announced once in so long. */
const ANNOUNCED_MS = 10_000
const announced = new BoundedMap<{ inStock: boolean; at: number }>(5_000)

function isUnannounced(sku: string, inStock: boolean): boolean {
  const last = announced.get(sku)
  if (last?.inStock === inStock && Date.now() - last.at < ANNOUNCED_MS) return false
  announced.set(sku, { inStock, at: Date.now() })
  return true
}

/**
 * Tells Redis what a transaction has made of the stock, after its commit: a newer version wins, and in the same step
 * the cart's holds on these SKUs are dropped, so that its units are never counted as reserved and as held at once.
 * SKUs that sold out or came back are announced. Never throws. When Redis is away this process
 * hands the levels in later; when it had lost them, ours may be old by now without anyone to say so, and Postgres is read
 * again.
 *
 * @returns SKUs that sold out or came back by truth (onHand − reserved), or may have: those that were announced
 */
export async function settleStock(options: {
  levels: readonly StockLevel[]
  dropHoldsOf?: string
}): Promise<{ changed: string[] }> {
  const { levels, dropHoldsOf } = options
  try {
    forgetReadings(levels.map(({ sku }) => sku))
    const before = levels.map(({ sku }) => lastSellable(sku))
    const answers = await projection.settle(levels, dropHoldsOf)
    if (!answers) keepForLater(levels)
    else await renewLost(answers, levels)
    const changed = levels.filter((level, index) => {
      const answer = answers?.[index]
      if (answer) rememberCounts(level.sku, answer)
      else rememberStock(level.sku, level)
      const then = answer ? answer.sellableBefore : (before[index] ?? null)
      const now = answer ? answer.onHand - answer.reserved : level.onHand - level.reserved
      return then === null ? isUnannounced(level.sku, now > 0) : then > 0 !== now > 0
    })
    await announceSellableChange(changed)
    return { changed: changed.map(({ sku }) => sku) }
  } catch (error) {
    log('error', 'inventory.settle_failed', { error })
    return { changed: levels.map(({ sku }) => sku) }
  }
}

async function renewLost(answers: readonly Projected[], levels: readonly StockLevel[]): Promise<void> {
  const lost = levels.filter((_, index) => answers[index]?.sellableBefore === null).map(({ sku }) => sku)
  if (lost.length === 0) return
  suspectLoss()
  const levelsNow = await stockRows.find(lost)
  await projection.settle([...levelsNow.values()])
}
