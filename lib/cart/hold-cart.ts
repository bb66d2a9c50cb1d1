import 'server-only'
import type { SellableVariant } from '../catalog/schema'
import type { Caller } from '../core/caller'
import { shopDb, shopTransaction } from '../infra/db/shop'
import { holdLines, refreshStock } from '../inventory'
import { clampLines } from './clamp-lines'
import { insufficientStock } from './refusals'
import type { Cart } from './schema'
import { carts, type StoredCart } from './store'
import { viewCart } from './view-cart'

/** Tabs that write at the same time make each other's holds late; one or two turns are enough in practice. */
const TURNS = 4

/** What a write did to one line, and how the cart's lines are sold. */
interface Change {
  sku: string
  /** units; negative when there are fewer now */
  added: number
  variants: readonly SellableVariant[]
  caller?: Caller | null | undefined
}

type HoldOutcome = Awaited<ReturnType<typeof holdLines>>

/**
 * Holds the line that was written, and shows the cart. The line gets all its units; or it stays without a hold, where the first
 * shopper who pays gets them; or the write is undone. Other lines are read, never renewed.
 *
 * Two tabs may write Postgres in one order and Redis in the other. If our hold may be the older one, we read the cart again and
 * hold the same lines again, so the last hold always matches the last write.
 *
 * @param removed SKUs that were taken out, whose holds are dropped
 * @throws AppError `insufficient_stock` with `available`, when the units of the changed line went to someone else
 */
export async function holdCart(
  written: StoredCart,
  { change, removed = [] }: { change?: Change; removed?: readonly string[] } = {},
): Promise<Cart> {
  let cart = written
  const touched = change ? [change.sku] : removed
  let held = change ? await holdChange(cart, change) : await hold(cart, { touched })

  for (let turn = 1; touched.length > 0 && turn < TURNS; turn++) {
    if (held.newest || !(await carts.hasNewerVersion(shopDb(), cart))) break
    const now = await carts.active(shopDb(), cart.customerId)
    if (now?.id !== cart.id) break
    held = await hold(now, { touched, caller: change?.caller })
    cart = now
  }

  const { results } = held
  const clamped = await clampLines(cart, results)
  return viewCart(clamped.cart, {
    availability: new Map(results.map((result) => [result.sku, result])),
    clamped: clamped.lines,
    known: change?.variants ?? [],
  })
}

/** Holds the changed line, or undoes the change. @throws AppError `insufficient_stock` */
async function holdChange(cart: StoredCart, { sku, added, caller }: Change): Promise<HoldOutcome> {
  const holdIt = () => hold(cart, { touched: [sku], exact: true, caller })
  const refusal = ({ results }: HoldOutcome) =>
    results.find((result) => result.sku === sku && !result.granted && !result.loose)
  const first = await holdIt()
  if (!refusal(first)) return first

  // The count may be late, so Postgres is asked before a refusal.
  await refreshStock([sku])
  const second = await holdIt()
  const refused = refusal(second)
  if (!refused) return second
  await undo(cart, { sku, added })
  const inCart = (cart.lines.find((line) => line.sku === sku)?.quantity ?? 0) - added
  throw insufficientStock({ available: refused.available, inCart })
}

/** Holds the touched lines as `cart` has them, or drops them, and reads the others. @returns the holds of its lines */
async function hold(
  cart: StoredCart,
  options: { touched: readonly string[]; exact?: boolean; caller?: Caller | null | undefined },
): Promise<HoldOutcome> {
  const { touched, exact = false, caller } = options
  const quantityOf = (sku: string) => cart.lines.find((line) => line.sku === sku)?.quantity ?? 0
  const { results, newest } = await holdLines({
    cartId: cart.id,
    version: cart.version,
    lines: touched.map((sku) => ({ sku, quantity: quantityOf(sku), exact })),
    looks: cart.lines.flatMap(({ sku }) => (touched.includes(sku) ? [] : [sku])),
    caller,
  })
  return { results: results.filter(({ sku }) => quantityOf(sku) > 0), newest }
}

async function undo(cart: StoredCart, change: { sku: string; added: number }): Promise<void> {
  await shopTransaction(async (tx) => {
    if (await carts.lockAndTouch(tx, cart)) await carts.undoUnits(tx, cart, change)
  })
}
