import { z } from 'zod'
import { line } from '../core/text-types'
import { Sku } from '../catalog/schema'
import { MAX_SKUS_PER_REQUEST } from './rules/request-size'
import { STOCK_STATES } from './rules/stock-state'

export { MAX_SKUS_PER_REQUEST }
export { LOW_STOCK } from './rules/stock-state'
export { stockSubject } from './rules/stock-subject'

export const AvailabilityQuery = z.object({ sku: z.array(Sku).min(1).max(MAX_SKUS_PER_REQUEST) })

export const StockState = z.enum(STOCK_STATES)
export type StockState = z.infer<typeof StockState>

export const Availability = z.object({
  items: z.array(
    z.object({ sku: Sku, available: z.int().min(0), inCarts: z.int().min(0), state: StockState }),
  ),
  asOf: z.string(),
})
export type Availability = z.infer<typeof Availability>
export type AvailabilityItem = Availability['items'][number]

/** Stock as Postgres has it. `version` grows with every change: an older one never overwrites a newer one. */
export interface StockLevel {
  sku: string
  onHand: number
  reserved: number
  version: number
}

const text = line(200)
const author = { sku: Sku, reason: text, actor: text }
const MOST_UNITS = 1_000_000

/**
 * What a page made for everyone may say of stock: whether there is any, by truth (onHand − reserved), never how many.
 * `version` tells how old that word is.
 */
export interface StockMark {
  sku: string
  inStock: boolean
  version: number
}

/** A correction of the warehouse's count by a person or a delivery. */
export const StockChange = z.object({
  ...author,
  delta: z
    .int()
    .min(-MOST_UNITS)
    .max(MOST_UNITS)
    .refine((delta) => delta !== 0, 'must change something'),
})
/** What somebody has counted, and the version of the stock when they looked. */
export const StockCount = z.object({
  ...author,
  onHand: z.int().min(0).max(MOST_UNITS),
  version: z.int().min(1),
})
