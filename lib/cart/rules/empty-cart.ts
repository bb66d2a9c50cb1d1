import { SHOP_CURRENCY } from '../../core/money'
import type { Cart } from '../schema'

/** The cart of a shopper who has not put anything in yet. */
export const EMPTY_CART: Cart = {
  id: null,
  version: 0,
  lines: [],
  subtotal: { amount: 0, currency: SHOP_CURRENCY },
  holdExpiresAt: null,
  notices: [],
}
