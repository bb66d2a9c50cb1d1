import 'server-only'
import { BoundedMap } from '../../core/bounded-map'
import { holdMilliseconds } from './hold-time'
import { loadLevels } from './load-levels'
import type { Counts } from '../rules/stock-state'

/** What was known this short while ago is said without asking anyone. */
const FRESH_MS = 10_000

interface Known extends Counts {
  /** when Redis said `held`; performance.now() */
  heldAt: number
  at: number
}

const known = new BoundedMap<Known>(5_000)

export function rememberCounts(sku: string, { onHand, reserved, held }: Counts): void {
  const at = performance.now()
  known.set(sku, { onHand, reserved, held, heldAt: at, at })
}

/** Stock is known anew, but not from Redis: the holds stay as they were last seen. */
export function rememberStock(sku: string, { onHand, reserved }: Omit<Counts, 'held'>): void {
  const at = performance.now()
  const { held = 0, heldAt = at } = known.get(sku) ?? {}
  known.set(sku, { onHand, reserved, held, heldAt, at })
}

/** Units that were sellable when this process last heard of the SKU; null when it never did. */
export function lastSellable(sku: string): number | null {
  const last = known.get(sku)
  return last ? last.onHand - last.reserved : null
}

/** Units that nobody had when this process last heard of the SKU; 0 when that was no moment ago. */
export function lastAvailable(sku: string): number {
  const last = known.get(sku)
  if (!last || last.at < performance.now() - FRESH_MS) return 0
  return last.onHand - last.reserved - last.held
}

/**
 * Counts while Redis is away: what this process heard last, refreshed from Postgres every ten seconds (a SKU at most
 * once a second in all). Holds are those last seen, for as long as they could have lasted. SKUs without stock are left out.
 * @throws when neither Postgres nor this process knows anything of a SKU
 */
export async function lastKnownCounts(skus: readonly string[]): Promise<Map<string, Counts>> {
  const now = performance.now()
  const stale = skus.filter((sku) => (known.get(sku)?.at ?? -Infinity) < now - FRESH_MS)
  try {
    for (const [sku, level] of await loadLevels(stale, { save: false })) if (level) rememberStock(sku, level)
  } catch (error) {
    if (stale.some((sku) => !known.get(sku))) throw error
  }
  return new Map(skus.flatMap((sku) => asCounts(sku, now)))
}

function asCounts(sku: string, now: number): [string, Counts][] {
  const last = known.get(sku)
  if (!last) return []
  const lasting = now - last.heldAt < holdMilliseconds()
  return [[sku, { onHand: last.onHand, reserved: last.reserved, held: lasting ? last.held : 0 }]]
}
