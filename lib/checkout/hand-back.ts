import 'server-only'
import { reholdCart, syncStock } from '../inventory'
import type { OrderRow } from '../orders'
import { checkoutSteps } from './store'

/**
 * Gives the units of an order whose card was declined back to its cart's hold, whose life goes on where it was. Changes nothing
 * when a later card is being tried, when the order has ended, or when the units were given back before.
 * @param attempt the attempt whose card was declined
 * @param quietSeconds nobody may have tried a card for so long; 0 for the request that tried this one
 */
export async function handBack(options: {
  order: OrderRow
  attempt: number
  quietSeconds: number
}): Promise<void> {
  const { order, attempt, quietSeconds } = options
  const { customerId, id: orderId, cartId, lines } = order
  const step = await checkoutSteps.handBack({ customerId, orderId, attempt, quietSeconds })
  if (step.outcome === 'kept' || step.stock.length === 0) return
  await syncStock({ levels: step.stock })
  await reholdCart({ cartId, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) })
}
