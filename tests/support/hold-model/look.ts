import { expect } from 'vitest'
import { getAvailability } from '@/lib/inventory'
import { stockState } from '@/lib/inventory/rules/stock-state'
import type { Reference } from './reference'
import { readHolds } from '../holds'

/** Every count and every hold is what the reference says. */
export async function lookAtAll(
  model: Reference,
  { skus, carts }: { skus: readonly string[]; carts: readonly string[] },
): Promise<void> {
  // The count first: what Redis has lost is there again, then.
  const { items } = await getAvailability(skus)
  const held = await Promise.all(carts.map((cartId) => readHolds({ cartId, skus })))
  for (const sku of skus) {
    const counts = { ...model.look(sku), held: model.held(sku) }
    expect(items.find((item) => item.sku === sku)).toEqual({ sku, ...stockState(counts) })
    const { onHand, reserved } = model.truthOf(sku)
    expect(reserved >= 0 && reserved <= onHand, 'I6').toBe(true)
  }
  for (const [index, cart] of carts.entries()) {
    const found = [...(held[index] ?? [])].map(([sku, { quantity, expiresAt }]) => [
      sku,
      quantity,
      expiresAt.getTime(),
    ])
    const expected = model.coveredHoldsOf(cart).map(({ sku, units, until }) => [sku, units, until])
    expect(found.sort()).toEqual(expected.sort())
  }
}
