import 'server-only'
import type { SellableVariant } from '../catalog/schema'
import { shopDb, shopTransaction } from '../infra/db/shop'
import { holdLines, type HoldResult, refreshStock } from '../inventory'
import { clampLines } from './clamp-lines'
import { insufficientStock } from './refusals'
import type { Cart } from './schema'
import { carts, type StoredCart } from './store'
import { viewCart } from './view-cart'

/** Tabs that write at the same time make each other's holds late; they settle within a turn or two. */
const TURNS = 4

/** What a write did to one line, and how its variant is sold. */
interface Change {
  variant: SellableVariant
  /** units; negative when there are fewer now */
  added: number
}

/**
 * Holds what a cart has after a write, and shows it. The line that was changed gets all its units, or the write is
 * undone; the other lines get what there is.
 *
 * Holds of two tabs may reach Redis in another order than their writes reached Postgres. So the cart is read again after
 * holding: whoever holds last sees the last write, and holds that.
 *
 * @throws AppError `insufficient_stock` with `available`, when the units of the changed line went to someone else
 */
export async function holdCart(written: StoredCart, change?: Change): Promise<Cart> {
  let cart = written
  let results = change ? await holdChange(cart, change) : await hold(cart, cart)

  for (let turn = 1; turn < TURNS; turn++) {
    if (!(await carts.hasMovedOn(shopDb(), cart))) break
    const now = await carts.active(shopDb(), cart.customerId)
    if (now?.id !== cart.id) break
    results = await hold(now, cart)
    cart = now
  }

  const clamped = await clampLines(cart, results)
  return viewCart(clamped.cart, {
    standing: new Map(results.map((result) => [result.sku, result])),
    clamped: clamped.lines,
    known: change ? [change.variant] : [],
  })
}

/** Holds a cart whose changed line gets all its units, or undoes the change. @throws AppError `insufficient_stock` */
async function holdChange(cart: StoredCart, change: Change): Promise<HoldResult[]> {
  const { sku } = change.variant
  const refusal = (results: readonly HoldResult[]) =>
    results.find((result) => result.sku === sku && !result.granted)
  const first = await hold(cart, cart, sku)
  if (!refusal(first)) return first

  // The count may be late: no refusal before Postgres was asked.
  await refreshStock([sku])
  const second = await hold(cart, cart, sku)
  const refused = refusal(second)
  if (!refused) return second
  await undo(cart, change)
  const inCart = (cart.lines.find((line) => line.sku === sku)?.quantity ?? 0) - change.added
  throw insufficientStock({ available: refused.available, inCart })
}

/** Holds all lines of `cart`, and drops what only `before` had. @returns how its lines stand */
async function hold(cart: StoredCart, before: StoredCart, exactSku?: string): Promise<HoldResult[]> {
  const gone = before.lines.filter(({ sku }) => !cart.lines.some((line) => line.sku === sku))
  const results = await holdLines({
    cartId: cart.id,
    lines: [
      ...cart.lines.map((line) => ({ ...line, exact: line.sku === exactSku })),
      ...gone.map(({ sku }) => ({ sku, quantity: 0 })),
    ],
  })
  return results.slice(0, cart.lines.length)
}

async function undo(cart: StoredCart, { variant, added }: Change): Promise<void> {
  await shopTransaction(async (tx) => {
    if (await carts.reopen(tx, cart)) await carts.undoUnits(tx, cart, { sku: variant.sku, added })
  })
}
