import 'server-only'
import { shopDb } from '../infra/db/shop'
import { type Held, listHolds, releaseHolds } from '../inventory'
import type { RebuildOptions } from './rebuild-holds'
import { isGhostHold } from './rules/ghost-hold'
import { allCarts } from './all-carts-store'

/** Carts asked for at once. */
const BATCH = 500

/**
 * Gives back what is held without a reason. It comes about when Redis takes a command late that the shop had given up on
 * (it was paused), or misses the drop of a hold (it was away): Postgres is written first, so it knows of every cart whose
 * hold can be seen. A hold that was renewed between looking and dropping stays.
 * @returns how many were dropped
 */
export async function dropGhostHolds({ payingAmong }: RebuildOptions): Promise<{ ghosts: number }> {
  let ghosts = 0
  for await (const held of listHolds()) {
    for (let from = 0; from < held.length; from += BATCH) {
      ghosts += await releaseHolds(await ghostsAmong(held.slice(from, from + BATCH), payingAmong))
    }
  }
  return { ghosts }
}

async function ghostsAmong(
  held: readonly Held[],
  payingAmong: RebuildOptions['payingAmong'],
): Promise<Held[]> {
  const active = await allCarts.activeAmong(shopDb(), [...new Set(held.map(({ cartId }) => cartId))])
  const paying = await payingAmong(active.map(({ customerId }) => customerId))
  const byId = new Map(
    active.map(({ id, customerId, lines }) => [id, { lines, paying: paying.has(customerId) }]),
  )
  return held.filter((hold) => isGhostHold(hold, byId.get(hold.cartId)))
}
