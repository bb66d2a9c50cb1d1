import 'server-only'
import { variantsBySku } from '../catalog'
import type { SellableVariant } from '../catalog/schema'
import { shopDb } from '../infra/db/shop'
import { carts } from './store'

/** What a customer is about to buy, by Postgres alone; null without a cart. Lines that are no longer sold are left out. */
export async function cartForCheckout(customerId: string): Promise<{
  id: string
  version: number
  lines: { sku: string; quantity: number; variant: SellableVariant }[]
} | null> {
  const cart = await carts.active(shopDb(), customerId)
  if (!cart) return null
  const variants = await variantsBySku(cart.lines.map(({ sku }) => sku))
  const lines = cart.lines.flatMap(({ sku, quantity }) => {
    const variant = variants.get(sku)
    return variant ? [{ sku, quantity, variant }] : []
  })
  return { id: cart.id, version: cart.version, lines }
}
