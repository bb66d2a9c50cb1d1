import { z } from 'zod'
import { Options, Photo, Sku } from '../catalog/schema'
import { Money } from '../core/money-schema'
import { MAX_UNITS_PER_LINE } from './rules/line-quantity'

export { MAX_UNITS_PER_LINE }
export const MAX_LINES = 50
/**
 * A cart that nobody has touched for so long is abandoned. Longer than a week's thinking over, far longer than a hold
 * (HOLD_MINUTES ≤ 24 h): an idle cart takes nothing from anyone, so nothing is won by throwing it away early.
 */
export const CART_IDLE_HOURS = 7 * 24

export const AddLine = z.strictObject({
  sku: Sku,
  quantity: z.int().min(1).max(MAX_UNITS_PER_LINE).default(1),
})
export const SetLine = z.strictObject({ quantity: z.int().min(0).max(MAX_UNITS_PER_LINE) })
export const LineParams = z.object({ sku: Sku })

export const CartLine = z.object({
  sku: Sku,
  slug: z.string(),
  name: z.string(),
  image: Photo.nullable(),
  options: Options,
  unitPrice: Money,
  quantity: z.int(),
  lineTotal: Money,
  /** units of this line that nobody else can have right now */
  held: z.int(),
  holdExpiresAt: z.iso.datetime().nullable(),
})
export type CartLine = z.infer<typeof CartLine>

/** Something the shopper should know: a code to decide by, a sentence to show. */
export const CartNotice = z.object({
  /**
   * hold_lapsed: its time was over · hold_taken: a shopper who wanted to buy took the units · not_held: it never was held, who
   * pays first gets it
   */
  code: z.enum(['hold_lapsed', 'hold_taken', 'not_held', 'clamped', 'no_longer_sold', 'price_changed']),
  sku: z.string().optional(),
  message: z.string(),
})
export type CartNotice = z.infer<typeof CartNotice>

export const Cart = z.object({
  /** null: nothing was put in yet */
  id: z.uuid().nullable(),
  version: z.int(),
  lines: z.array(CartLine),
  subtotal: Money,
  holdExpiresAt: z.iso.datetime().nullable(),
  notices: z.array(CartNotice),
})
export type Cart = z.infer<typeof Cart>
