import 'server-only'
import type { Shopper } from '../identity'
import { admitUnits } from './admit-units'
import { holdCart } from './hold-cart'
import { lineLimit, tooManyLines } from './refusals'
import type { Cart } from './schema'
import { carts } from './store'

/**
 * Writes one line and holds the whole cart anew: all units or none.
 * @param options.wanted units the line should have in all, when it has `inCart` now
 */
export async function putUnits(options: {
  shopper: Shopper
  sku: string
  quantity: number
  mode: 'add' | 'set'
  wanted: (inCart: number) => number
}): Promise<Cart> {
  const { shopper, sku, quantity, mode, wanted } = options
  const variant = await admitUnits({ customerId: shopper.customerId, sku, wanted })
  const written = await carts.put(shopper, { mode, sku, quantity })
  if ('too_full' in written) throw written.too_full === 'units' ? lineLimit() : tooManyLines()
  const { cart, before } = written
  return holdCart(cart, { variant, added: mode === 'add' ? quantity : quantity - before })
}
