import 'server-only'
import { variantsBySku } from '../catalog'
import type { Caller } from '../core/caller'
import { shopDb } from '../infra/db/shop'
import { askUnits, refreshStock } from '../inventory'
import { insufficientStock, lineLimit, PinnedByOrder, unknownSku } from './refusals'
import { lineQuantity, type LineVerdict } from './rules/line-quantity'
import { MAX_UNITS_PER_LINE } from './schema'
import { carts } from './store'

/**
 * Refuses a change, before anything is written, when the counts say that there are too few units: a crowd at a sold-out
 * product costs no transaction and no row. A count may be late, so Postgres is asked before a refusal.
 * @throws AppError `unknown_sku` · `insufficient_stock` with `available` (in all) · `line_limit` · PinnedByOrder: an open
 *   order keeps units that are the customer's own
 */
export async function checkStockFirst(options: {
  customerId: string
  sku: string
  /** units the line should have in all, when it has `inCart` now */
  wanted: (inCart: number) => number
  caller?: Caller | null | undefined
}): Promise<void> {
  const { customerId, sku } = options
  if (!(await variantsBySku([sku])).has(sku)) throw unknownSku()
  const cart = await carts.active(shopDb(), customerId)
  if (cart && (await carts.isPinned(shopDb(), customerId))) throw new PinnedByOrder()
  const inCart = cart?.lines.find((line) => line.sku === sku)?.quantity ?? 0

  const judge = async (): Promise<LineVerdict> => {
    const wanted = options.wanted(inCart)
    const quantity = Math.min(wanted, MAX_UNITS_PER_LINE)
    const { available } = await askUnits({ cartId: cart?.id, sku, quantity, caller: options.caller })
    return lineQuantity(wanted, available)
  }
  let verdict = await judge()
  if (verdict.kind === 'insufficient_stock') {
    await refreshStock([sku])
    verdict = await judge()
  }
  if (verdict.kind === 'line_limit') throw lineLimit()
  if (verdict.kind === 'insufficient_stock') {
    throw insufficientStock({ available: verdict.available, inCart })
  }
}
