import { MoneyShape } from '@/components/api-client/money-shape'
import { list, nullable, object, oneOf, optional, record, text, whole } from '@/components/api-client/shape'
import { PhotoShape } from '@/components/catalog/photo-shape'
import type { Cart, CartLine, CartNotice } from '@/lib/cart/schema'

const line = object<CartLine>({
  sku: text,
  slug: text,
  name: text,
  image: nullable(PhotoShape),
  options: record(text),
  unitPrice: MoneyShape,
  quantity: whole,
  lineTotal: MoneyShape,
  held: whole,
  holdExpiresAt: nullable(text),
})

const notice = object<CartNotice>({
  code: oneOf<CartNotice['code']>({
    hold_lapsed: 1,
    hold_taken: 1,
    not_held: 1,
    clamped: 1,
    no_longer_sold: 1,
    price_changed: 1,
  }),
  sku: optional(text),
  message: text,
})

/** What every route of the cart answers. */
export const CartShape = object<Cart>({
  id: nullable(text),
  version: whole,
  lines: list(line),
  subtotal: MoneyShape,
  holdExpiresAt: nullable(text),
  notices: list(notice),
})
