/** What the simulation drives: the shop's and the warehouse's own functions, imported once as they are and once per variant. */
export { handleEvent as takeAtWarehouse } from '@/lib/fulfillment'
export { handleEvent as takeAtShop } from '@/lib/orders'
export {
  advanceOne,
  advanceOrders,
  cancelCheckout,
  cancelOpenOrder,
  checkoutStatus,
  payNow,
  handleStripeWebhook,
} from '@/lib/checkout'
export { relayShopOutbox } from '@/lib/events/shop'
