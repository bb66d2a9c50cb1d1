import 'server-only'
import { lastKnownCounts, rememberCounts } from './last-known'
import { forgetReadings, loadLevels } from './load-levels'
import type { Counts } from '../rules/stock-state'
import { type Projected, projection } from './store'
import { suspectLoss } from './holds-lost'
import { settleLate } from './pending-sync'

/** A SKU's counts, and the asking cart's own part of them. */
export interface Standing extends Counts {
  own: number
  ownUntil: Date | null
  /** somebody took units that the cart held */
  taken: boolean
  /** units the cart could have in all */
  could: number
  /** units that who pays first can have, although other carts hold them */
  payable: number
}

/**
 * Counts of SKUs: one command each, in one request, and no Postgres in steady state. What Redis does not have is read
 * from Postgres once and kept; while Redis is away the last known counts serve (`live` is false then). SKUs that have
 * no stock row are left out.
 */
export async function readCounts(
  skus: readonly string[],
  cartId?: string,
): Promise<{ counts: Map<string, Standing>; live: boolean }> {
  const [, first] = await Promise.all([settleLate(skus), projection.read(skus, cartId)])
  if (!first) return { counts: withoutOwn(await lastKnownCounts(skus)), live: false }
  const answers = new Map(skus.map((sku, index) => [sku, first[index]]))
  await fillMissing(answers, cartId)

  const counts = new Map<string, Standing>()
  for (const [sku, answer] of answers) {
    if (answer?.known !== 'yes') continue
    rememberCounts(sku, answer)
    counts.set(sku, answer)
  }
  return { counts, live: true }
}

/** Redis may be emptied again between filling and reading, when what was read of Postgres is still shared: once more then. */
const FILLS = 2

/** Answers for what was missing in Redis: written there and read again, or as Postgres had it when Redis won't take it. */
async function fillMissing(answers: Map<string, Projected | undefined>, cartId?: string): Promise<void> {
  for (let fill = 1; fill <= FILLS; fill++) {
    const missing = [...answers].filter(([, answer]) => answer?.known === 'missing').map(([sku]) => sku)
    if (missing.length === 0) return
    if (fill > 1) forgetReadings(missing)
    const levels = await loadLevels(missing, { save: true })
    const again = await projection.read(missing, cartId)
    for (const [index, sku] of missing.entries()) {
      const level = levels.get(sku)
      const answer = again?.[index]
      if (level) suspectLoss()
      if (answer && (answer.known !== 'missing' || fill < FILLS)) answers.set(sku, answer)
      else if (level) answers.set(sku, asProjected(level))
    }
  }
}

const asProjected = ({ onHand, reserved }: { onHand: number; reserved: number }): Projected => ({
  known: 'yes',
  onHand,
  reserved,
  held: 0,
  own: 0,
  ownUntil: null,
  granted: 'held',
  taken: false,
  overShare: false,
  could: Math.max(0, onHand - reserved),
  payable: 0,
  sellableBefore: null,
})

const withoutOwn = (counts: Map<string, Counts>): Map<string, Standing> =>
  new Map(
    [...counts].map(([sku, count]) => [
      sku,
      // While Redis is away holds are hearsay: the truth of Postgres decides.
      {
        ...count,
        own: 0,
        ownUntil: null,
        taken: false,
        payable: 0,
        could: Math.max(0, count.onHand - count.reserved),
      },
    ]),
  )
