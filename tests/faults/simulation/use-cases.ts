/** What the simulation drives: the shop's and the warehouse's own functions, imported once as they are and once per variant. */
export { takeDelivery as takeAtWarehouse } from '@/lib/fulfillment'
export { takeDelivery as takeAtShop } from '@/lib/orders'
export {
  advanceOne,
  advanceOrders,
  cancelCheckout,
  cancelOpenOrder,
  checkoutStatus,
  payNow,
  takeWebhook,
} from '@/lib/checkout'
export { relayShopOutbox } from '@/lib/events'
