import 'server-only'
import { type LineAvailability, NOT_AVAILABLE } from '../rules/line-availability'
import { noteShareHit } from './hoarding'
import { loadLevels } from './load-levels'
import { noteHeld } from './place'
import { retrySync } from './retry-sync'
import { stockCache } from './stock-cache'
import { type CartVersion, type HoldRequest, holdsStore, type StockInRedis } from './store'

/** How a hold ended up. `available`, `held` and the rest are of the cart that holds. */
export interface HoldResult extends LineAvailability {
  sku: string
  /** the cart holds exactly the units it asked for */
  granted: boolean
  /** the cart does not hold them, but the first shopper who pays gets them: the line may stay in the cart */
  loose: boolean
}

/** Redis may be emptied between filling and holding; it is filled again once. */
const FILLS = 2

/**
 * Applies holds, each one atomic command, all in one request; results come in the order of the holds. When Redis is
 * away the truth of Postgres decides: up to onHand − reserved is granted, and nothing is held.
 * @returns `newest`: no hold of a later version of `cart` came before these, as Redis alone could tell
 */
export async function applyHolds(
  holds: readonly HoldRequest[],
  cart?: CartVersion,
): Promise<{ results: HoldResult[]; newest: boolean }> {
  const results = new Map<HoldRequest, HoldResult>()
  let open = holds
  let away = false
  let newest = true
  await Promise.all([retrySync(skusOf(holds)), hold()])

  for (let fill = 1; fill <= FILLS && open.length > 0 && !away; fill++) {
    const levels = await loadLevels(skusOf(open), { save: true })
    if ([...levels.values()].some((level) => level !== null)) stockCache.holdsMayBeLost = true
    await hold()
    stockCache.forgetReadings(skusOf(open))
  }
  for (const [request, result] of await byPostgres(open)) results.set(request, result)
  return { results: holds.flatMap((request) => results.get(request) ?? []), newest }

  async function hold(): Promise<void> {
    const asked = open
    const held = await holdsStore.hold(asked, cart)
    away = held === null
    newest &&= held?.newest === true
    open = asked.filter((request, index) => {
      const answer = held?.answers[index]
      if (!answer || answer.known === 'missing') return true
      results.set(request, toResult(request, answer))
      return false
    })
  }
}

function toResult(request: HoldRequest, answer: StockInRedis): HoldResult {
  const { sku, cartId, place } = request
  const granted = answer.granted === 'held'
  if (answer.known === 'unknown') return { ...NOT_AVAILABLE, sku, granted, loose: false }
  stockCache.rememberCounts(sku, answer)
  const { held, expiresAt, payable } = answer.line
  const loose = answer.granted === 'loose'
  if (place && request.act !== 'ask') noteHeld(place, { cartId, sku, held: held ?? 0, expiresAt })
  if (place && answer.overShare) noteShareHit(sku)
  return { ...answer.line, sku, granted, loose, payable: loose ? request.quantity : payable }
}

async function byPostgres(holds: readonly HoldRequest[]): Promise<[HoldRequest, HoldResult][]> {
  if (holds.length === 0) return []
  const levels = await loadLevels(skusOf(holds), { save: false })
  return holds.map((request) => {
    const level = levels.get(request.sku)
    const available = level ? level.onHand - level.reserved : 0
    const granted = request.quantity <= available
    return [request, { ...NOT_AVAILABLE, sku: request.sku, granted, loose: false, available, held: null }]
  })
}

const skusOf = (holds: readonly HoldRequest[]): string[] => [...new Set(holds.map(({ sku }) => sku))]
