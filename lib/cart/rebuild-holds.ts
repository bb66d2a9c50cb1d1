import 'server-only'
import { shopDb } from '../infra/db/shop'
import { claimLostHolds, holdMilliseconds, restoreHolds } from '../inventory'
import { allCarts } from './all-carts-store'

const PAGE = 200

export interface RebuildOptions {
  /** Which of these customers have an open order: their units are reserved, and must not be held as well. */
  payingAmong: (customerIds: readonly string[]) => Promise<ReadonlySet<string>>
}

/**
 * Writes the holds of active carts that Redis has lost, for the time they had left; carts that were written longest ago come
 * first. Holds that exist stay as they are, and a hold that Redis knows to have lapsed is not taken again.
 */
export async function rebuildHolds({ payingAmong }: RebuildOptions): Promise<{ restored: number }> {
  let restored = 0
  let after: { expiresAt: Date; id: string } | null = null
  for (;;) {
    const page = await allCarts.stillHolding(shopDb(), {
      holdMilliseconds: holdMilliseconds(),
      after,
      limit: PAGE,
    })
    const last = page.at(-1)
    if (!last) return { restored }
    const paying = await payingAmong(page.map(({ customerId }) => customerId))
    const lost = page.filter(({ customerId }) => !paying.has(customerId))
    restored += await restoreHolds(
      lost.flatMap(({ id, lines }) => lines.map((line) => ({ ...line, cartId: id }))),
    )
    after = { expiresAt: last.expiresAt, id: last.id }
  }
}

/** Rebuilds the holds if this process has noticed that Redis lost them; costs nothing otherwise. */
export async function rebuildLostHolds(options: RebuildOptions): Promise<{ restored: number }> {
  return (await claimLostHolds()) ? rebuildHolds(options) : { restored: 0 }
}
