import 'server-only'
import type { LineAvailability } from '../rules/line-availability'
import type { Counts } from '../rules/stock-state'
import { countsWithoutRedis } from './counts-without-redis'
import { loadLevels } from './load-levels'
import { retrySync } from './retry-sync'
import { stockCache } from './stock-cache'
import { holdsStore, type StockInRedis } from './store'

/** A SKU's counts, and what the asking cart holds and could have of it. */
export interface CountsForCart extends Counts {
  line: LineAvailability
}

/** Redis may be emptied again between filling and reading: it is filled once more then. */
const FILLS = 2

/**
 * Counts of SKUs: one command each, in one request, and no Postgres in steady state. SKUs that Redis does not have are read
 * from Postgres once and written there; while Redis is away the last known counts serve, and nobody knows what a cart
 * holds. SKUs that have no stock row are left out.
 */
export async function readCounts(
  skus: readonly string[],
  cartId?: string,
): Promise<Map<string, CountsForCart>> {
  const [, first] = await Promise.all([retrySync(skus), holdsStore.read(skus, cartId)])
  if (!first) return withoutHolds(await countsWithoutRedis(skus))
  const answers = new Map(skus.map((sku, index) => [sku, first[index]]))
  await fillMissing(answers, cartId)

  const counts = new Map<string, CountsForCart>()
  for (const [sku, answer] of answers) {
    if (answer?.known !== 'yes') continue
    stockCache.rememberCounts(sku, answer)
    counts.set(sku, answer)
  }
  return counts
}

/** Writes what Redis does not have and reads it again; what Redis won't take counts as Postgres has it. */
async function fillMissing(answers: Map<string, StockInRedis | undefined>, cartId?: string): Promise<void> {
  for (let fill = 1; fill <= FILLS; fill++) {
    const missing = [...answers].filter(([, answer]) => answer?.known === 'missing').map(([sku]) => sku)
    if (missing.length === 0) return
    if (fill > 1) stockCache.forgetReadings(missing)
    const levels = await loadLevels(missing, { save: true })
    const again = await holdsStore.read(missing, cartId)
    for (const [index, sku] of missing.entries()) {
      const level = levels.get(sku)
      const answer = again?.[index]
      if (level) stockCache.holdsMayBeLost = true
      if (answer && (answer.known !== 'missing' || fill < FILLS)) answers.set(sku, answer)
      else if (level) answers.set(sku, asInRedis(level))
    }
  }
}

const asInRedis = ({ onHand, reserved }: { onHand: number; reserved: number }): StockInRedis => ({
  known: 'yes',
  onHand,
  reserved,
  held: 0,
  line: unheld({ onHand, reserved }, 0),
  granted: 'held',
  overShare: false,
  sellableBefore: null,
})

/** Nobody knows what a cart holds while Redis is away; it could have what Postgres says is sellable. */
const withoutHolds = (counts: Map<string, Counts>): Map<string, CountsForCart> =>
  new Map([...counts].map(([sku, count]) => [sku, { ...count, line: unheld(count, null) }]))

const unheld = ({ onHand, reserved }: Omit<Counts, 'held'>, held: number | null): LineAvailability => ({
  held,
  expiresAt: null,
  available: Math.max(0, onHand - reserved),
  taken: false,
  payable: 0,
})
