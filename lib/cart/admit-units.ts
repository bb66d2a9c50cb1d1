import 'server-only'
import { variantsBySku } from '../catalog'
import type { SellableVariant } from '../catalog/schema'
import { shopDb } from '../infra/db/shop'
import { lastAvailable, readStanding, refreshStock } from '../inventory'
import { insufficientStock, lineLimit, unknownSku } from './refusals'
import { lineQuantity, type LineVerdict } from './rules/line-quantity'
import { MAX_UNITS_PER_LINE } from './schema'
import { carts } from './store'

/**
 * Refuses, before anything is written, what the counts say can't be had: a crowd at a sold-out product costs no
 * transaction and no row. A refusal never rests on a count that may be late: Postgres is asked first.
 * @returns the variant, as it is sold now
 * @throws AppError `unknown_sku` · `insufficient_stock` with `available` (in all) · `line_limit`
 */
export async function admitUnits(options: {
  customerId: string
  sku: string
  /** units the line should have in all, when it has `inCart` now */
  wanted: (inCart: number) => number
}): Promise<SellableVariant> {
  const { customerId, sku } = options
  const variant = (await variantsBySku([sku])).get(sku)
  if (!variant) throw unknownSku()
  // Enough for any line a moment ago: the hold decides, and nobody is asked twice.
  if (lastAvailable(sku) >= MAX_UNITS_PER_LINE) return variant

  const cart = await carts.active(shopDb(), customerId)
  const inCart = cart?.lines.find((line) => line.sku === sku)?.quantity ?? 0

  const judge = async (): Promise<LineVerdict> => {
    const standing = await readStanding({ cartId: cart?.id, skus: [sku] })
    return lineQuantity(options.wanted(inCart), standing.get(sku)?.available ?? 0)
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
  return variant
}
