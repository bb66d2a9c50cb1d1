import 'server-only'
import type { Shopper } from '../identity'
import { admitUnits } from './admit-units'
import { holdCart } from './hold-cart'
import { lineLimit, tooManyLines } from './refusals'
import type { Cart } from './schema'
import { carts } from './store'

/** Writes one line, by adding to it or setting it, and holds the whole cart anew: all units or none. */
export async function putUnits(options: {
  shopper: Shopper
  sku: string
  quantity: number
  mode: 'add' | 'set'
}): Promise<Cart> {
  const { shopper, sku, quantity, mode } = options
  const wanted = (inCart: number) => (mode === 'add' ? inCart + quantity : quantity)
  const variant = await admitUnits({ customerId: shopper.customerId, sku, wanted })
  const written = await carts.put(shopper, { mode, sku, quantity })
  if ('tooFull' in written) throw written.tooFull === 'units' ? lineLimit() : tooManyLines()
  const { cart, before } = written
  return holdCart(cart, { variant, added: mode === 'add' ? quantity : quantity - before })
}
