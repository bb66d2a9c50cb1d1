import 'server-only'
import { log } from '../../infra/log/log'
import { announceSellableChange } from '../announcements'
import type { StockLevel } from '../schema'
import { holdsStore } from '../holds/store'
import { stockRows } from './store'

const PAGE = 200

export interface StockDrift {
  /** SKUs looked at */
  checked: number
  /** SKUs that Redis did not have; they were written (that alone is no fault) */
  filled: number
  /** SKUs whose stock in Redis was wrong; corrected */
  stockDrift: number
  /** SKUs whose total of holds was not the sum of its holds; corrected */
  heldDrift: number
  /** false when Redis was away: nothing was compared then */
  reachable: boolean
}

/**
 * Compares all stock in Redis with Postgres and corrects what differs. Safe while orders run: a newer version in Redis stays,
 * unless Postgres has never reached that version (it was restored from a backup).
 */
export async function reconcileInventory(): Promise<StockDrift> {
  const drift: StockDrift = { checked: 0, filled: 0, stockDrift: 0, heldDrift: 0, reachable: true }
  for (let after = ''; drift.reachable;) {
    const levels = await stockRows.page(after, PAGE)
    const last = levels.at(-1)
    if (!last) break
    after = last.sku
    drift.reachable = await reconcilePage(levels, drift)
  }
  if (drift.stockDrift + drift.heldDrift > 0) {
    log('warn', 'inventory.drift', { count: drift.stockDrift + drift.heldDrift })
  }
  return drift
}

async function reconcilePage(levels: StockLevel[], drift: StockDrift): Promise<boolean> {
  const findings = await holdsStore.reconcile(levels)
  if (!findings) return false
  drift.checked += findings.length
  for (const { stock, totalWasWrong } of findings) {
    if (stock === 'missing') drift.filled += 1
    if (stock === 'wrong') drift.stockDrift += 1
    if (totalWasWrong) drift.heldDrift += 1
  }
  // Nobody synced this change with Redis, so nobody has announced it either.
  const wrong = new Set(findings.flatMap(({ sku, stock }) => (stock === 'wrong' ? [sku] : [])))
  await announceSellableChange(levels.filter(({ sku }) => wrong.has(sku)))
  const newer = findings.filter(({ stock }) => stock === 'newer')
  if (newer.length > 0)
    await correctImpossible(new Map(newer.map(({ sku, version }) => [sku, version])), drift)
  return true
}

/** Redis is synced after the commit, so Postgres must have every version by now that Redis had before. */
async function correctImpossible(seen: ReadonlyMap<string, number>, drift: StockDrift): Promise<void> {
  const now = await stockRows.find([...seen.keys()])
  const behind = [...now.values()].filter(({ sku, version }) => version < (seen.get(sku) ?? 0))
  const corrected = await holdsStore.reconcile(behind, seen)
  drift.stockDrift += corrected?.filter(({ stock }) => stock === 'wrong').length ?? 0
}
