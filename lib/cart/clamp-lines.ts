import 'server-only'
import { shopTransaction } from '../infra/db/shop'
import { type HoldResult, readStock } from '../inventory'
import { carts, type StoredCart } from './store'

/**
 * Takes units out of a cart that are gone for good: those beyond what Postgres says is sellable. Units that are only in other
 * carts stay, since they may come back. Postgres decides, never a count that may be late. When another tab has written the
 * cart in between, nothing changes.
 * @returns the cart afterwards, and for each changed line the units it has left
 */
export async function clampLines(
  cart: StoredCart,
  results: readonly HoldResult[],
): Promise<{ cart: StoredCart; lines: { sku: string; left: number }[] }> {
  const short = cart.lines.filter(({ sku, quantity }) => {
    const held = results.find((result) => result.sku === sku)?.held ?? quantity
    return held < quantity
  })
  if (short.length === 0) return { cart, lines: [] }

  const stock = await readStock(short.map(({ sku }) => sku))
  const lines = short.flatMap(({ sku, quantity }) => {
    const level = stock.get(sku)
    const sellable = level ? level.onHand - level.reserved : 0
    return sellable < quantity ? [{ sku, left: sellable }] : []
  })
  if (lines.length === 0) return { cart, lines }

  const clamped = await shopTransaction(async (tx) => {
    const touched = await carts.lockAndTouch(tx, cart)
    if (touched?.version !== cart.version + 1) return null
    for (const { sku, left } of lines) {
      if (left === 0) await carts.removeLine(tx, cart, sku)
      else await carts.lowerUnits(tx, cart, { sku, quantity: left })
    }
    return { ...cart, ...touched, lines: await carts.lines(tx, cart) }
  })
  return clamped ? { cart: clamped, lines } : { cart, lines: [] }
}
