import 'server-only'
import { suspectLoss } from './holds-lost'
import { noteShareHit } from './hoarding'
import { rememberCounts } from './last-known'
import { forgetReadings, loadLevels } from './load-levels'
import { noteHeld } from './place'
import { type CartVersion, type HoldRequest, type Projected, projection } from './store'
import { settleLate } from './pending-sync'

/** How a hold ended up. */
export interface HoldResult {
  sku: string
  /** the cart holds exactly what was asked for */
  granted: boolean
  /** it does not, but who pays can have it: the line may stay in the cart */
  loose: boolean
  /** units this cart could have in all: what nobody else has or is protected in having, its own hold included */
  available: number
  /** units the cart holds now; null when Redis is away and nobody knows */
  held: number | null
  expiresAt: Date | null
  /** somebody took units that the cart held */
  taken: boolean
  /** units that who pays first can have, although other carts hold them */
  payable: number
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
      results.set(request, toResult(request, answer))
      return false
    })
  }
}

function toResult(request: HoldRequest, answer: Projected): HoldResult {
  const { sku, cartId, place } = request
  const granted = answer.granted === 'held'
  if (answer.known === 'unknown') return { ...NOTHING, sku, granted, held: 0 }
  rememberCounts(sku, answer)
  const { own: held, ownUntil: expiresAt, could: available, taken } = answer
  const loose = answer.granted === 'loose'
  const payable = loose ? request.quantity : answer.payable
  if (place && request.act !== 'ask') noteHeld(place, { cartId, sku, held, expiresAt })
  if (place && answer.overShare) noteShareHit(sku)
  return { sku, granted, loose, available, held, expiresAt, taken, payable }
}

const NOTHING = { loose: false, available: 0, expiresAt: null, taken: false, payable: 0 }

async function byPostgres(holds: readonly HoldRequest[]): Promise<[HoldRequest, HoldResult][]> {
  if (holds.length === 0) return []
  const levels = await loadLevels(skusOf(holds), { save: false })
  return holds.map((request) => {
    const level = levels.get(request.sku)
    const available = level ? level.onHand - level.reserved : 0
    const granted = request.quantity <= available
    return [request, { ...NOTHING, sku: request.sku, granted, available, held: null }]
  })
}

const skusOf = (holds: readonly HoldRequest[]): string[] => [...new Set(holds.map(({ sku }) => sku))]
