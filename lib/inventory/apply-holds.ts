import 'server-only'
import { suspectLoss } from './holds-lost'
import { rememberCounts } from './last-known'
import { forgetReadings, loadLevels } from './load-levels'
import { type CartVersion, type HoldRequest, type Projected, projection } from './projection-store'
import { settleLate } from './unsettled'

/** How a hold ended up. */
export interface HoldResult {
  sku: string
  /** the cart holds exactly what was asked for */
  granted: boolean
  /** units this cart could hold in all: what nobody else has, its own hold included */
  available: number
  /** units the cart holds now; null when Redis is away and nobody knows */
  held: number | null
  expiresAt: Date | null
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
  await Promise.all([settleLate(skusOf(holds)), hold()])

  for (let fill = 1; fill <= FILLS && open.length > 0 && !away; fill++) {
    const levels = await loadLevels(skusOf(open), { save: true })
    if ([...levels.values()].some((level) => level !== null)) suspectLoss()
    await hold()
    forgetReadings(skusOf(open))
  }
  for (const [request, result] of await byPostgres(open)) results.set(request, result)
  return { results: holds.flatMap((request) => results.get(request) ?? []), newest }

  async function hold(): Promise<void> {
    const asked = open
    const held = await projection.hold(asked, cart)
    away = held === null
    newest &&= held?.newest === true
    open = asked.filter((request, index) => {
      const answer = held?.answers[index]
      if (!answer || answer.known === 'missing') return true
      results.set(request, toResult(request.sku, answer))
      return false
    })
  }
}

function toResult(sku: string, answer: Projected): HoldResult {
  if (answer.known === 'unknown') {
    return { sku, granted: answer.granted, available: 0, held: 0, expiresAt: null }
  }
  rememberCounts(sku, answer)
  const { onHand, reserved, held, own, ownUntil, granted } = answer
  return {
    sku,
    granted,
    available: Math.max(0, onHand - reserved - held + own),
    held: own,
    expiresAt: ownUntil,
  }
}

async function byPostgres(holds: readonly HoldRequest[]): Promise<[HoldRequest, HoldResult][]> {
  if (holds.length === 0) return []
  const levels = await loadLevels(skusOf(holds), { save: false })
  return holds.map((request) => {
    const level = levels.get(request.sku)
    const available = level ? level.onHand - level.reserved : 0
    const granted = request.quantity <= available
    return [request, { sku: request.sku, granted, available, held: null, expiresAt: null }]
  })
}

const skusOf = (holds: readonly HoldRequest[]): string[] => [...new Set(holds.map(({ sku }) => sku))]
