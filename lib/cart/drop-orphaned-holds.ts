import 'server-only'
import { shopDb } from '../infra/db/shop'
import { type Hold, listHolds, releaseHolds } from '../inventory'
import type { RebuildOptions } from './rebuild-holds'
import { isOrphanedHold } from './rules/orphaned-hold'
import { allCarts } from './all-carts-store'

/** Carts asked for at once. */
const BATCH = 500

/**
 * Drops orphaned holds. A hold is orphaned when Redis was paused and ran a command that the shop had given up on, or when Redis
 * was away and missed the drop of a hold. The shop writes Postgres before Redis, so Postgres knows the cart of every hold. A
 * hold that its cart renews between our look and the drop stays.
 * @returns how many were dropped
 */
export async function dropOrphanedHolds({ payingAmong }: RebuildOptions): Promise<{ orphaned: number }> {
  let orphaned = 0
  for await (const held of listHolds()) {
    for (let from = 0; from < held.length; from += BATCH) {
      orphaned += await releaseHolds(await orphanedAmong(held.slice(from, from + BATCH), payingAmong))
    }
  }
  return { orphaned }
}

async function orphanedAmong(
  held: readonly Hold[],
  payingAmong: RebuildOptions['payingAmong'],
): Promise<Hold[]> {
  const active = await allCarts.activeAmong(shopDb(), [...new Set(held.map(({ cartId }) => cartId))])
  const paying = await payingAmong(active.map(({ customerId }) => customerId))
  const byId = new Map(
    active.map(({ id, customerId, lines }) => [id, { lines, paying: paying.has(customerId) }]),
  )
  return held.filter((hold) => isOrphanedHold(hold, byId.get(hold.cartId)))
}
