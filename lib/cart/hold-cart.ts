import 'server-only'
import type { SellableVariant } from '../catalog/schema'
import { shopDb, shopTransaction } from '../infra/db/shop'
import { holdLines, refreshStock } from '../inventory'
import { clampLines } from './clamp-lines'
import { insufficientStock } from './refusals'
import type { Cart } from './schema'
import { carts, type StoredCart } from './store'
import { viewCart } from './view-cart'

/** Tabs that write at the same time make each other's holds late; they settle within a turn or two. */
const TURNS = 4

/** What a write did to one line, and how the cart's lines are sold. */
interface Change {
  sku: string
  /** units; negative when there are fewer now */
  added: number
  variants: readonly SellableVariant[]
}

type Held = Awaited<ReturnType<typeof holdLines>>

/**
 * Holds what a cart has after a write, and shows it. The line that was changed gets all its units, or the write is
 * undone; the other lines get what there is.
 *
 * Holds of two tabs may reach Redis in another order than their writes reached Postgres. So whoever may have held after a
 * later write reads the cart again, and holds that: whoever holds last sees the last write.
 *
 * @param before the cart before lines were taken out of it, whose holds are dropped
 * @throws AppError `insufficient_stock` with `available`, when the units of the changed line went to someone else
 */
export async function holdCart(
  written: StoredCart,
  { change, before = written }: { change?: Change; before?: StoredCart } = {},
): Promise<Cart> {
  let cart = written
  let held = change ? await holdChange(cart, change) : await hold(cart, before)

  for (let turn = 1; turn < TURNS; turn++) {
    if (held.newest || !(await carts.hasMovedOn(shopDb(), cart))) break
    const now = await carts.active(shopDb(), cart.customerId)
    if (now?.id !== cart.id) break
    held = await hold(now, cart)
    cart = now
  }

  const { results } = held
  const clamped = await clampLines(cart, results)
  return viewCart(clamped.cart, {
    standing: new Map(results.map((result) => [result.sku, result])),
    clamped: clamped.lines,
    known: change?.variants ?? [],
  })
}

/** Holds a cart whose changed line gets all its units, or undoes the change. @throws AppError `insufficient_stock` */
async function holdChange(cart: StoredCart, { sku, added }: Change): Promise<Held> {
  const refusal = ({ results }: Held) => results.find((result) => result.sku === sku && !result.granted)
  const first = await hold(cart, cart, sku)
  if (!refusal(first)) return first

  // The count may be late: no refusal before Postgres was asked.
  await refreshStock([sku])
  const second = await hold(cart, cart, sku)
  const refused = refusal(second)
  if (!refused) return second
  await undo(cart, { sku, added })
  const inCart = (cart.lines.find((line) => line.sku === sku)?.quantity ?? 0) - added
  throw insufficientStock({ available: refused.available, inCart })
}

/** Holds all lines of `cart`, and drops what only `before` had. @returns how its lines stand */
async function hold(cart: StoredCart, before: StoredCart, exactSku?: string): Promise<Held> {
  const gone = before.lines.filter(({ sku }) => !cart.lines.some((line) => line.sku === sku))
  const { results, newest } = await holdLines({
    cartId: cart.id,
    version: cart.version,
    lines: [
      ...cart.lines.map((line) => ({ ...line, exact: line.sku === exactSku })),
      ...gone.map(({ sku }) => ({ sku, quantity: 0 })),
    ],
  })
  return { results: results.slice(0, cart.lines.length), newest }
}

async function undo(cart: StoredCart, change: { sku: string; added: number }): Promise<void> {
  await shopTransaction(async (tx) => {
    if (await carts.reopen(tx, cart)) await carts.undoUnits(tx, cart, change)
  })
}
