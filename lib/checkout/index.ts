import 'server-only'

export { advanceOne, advanceOrders } from './advance-orders'
export type { Later } from './advance-order'
export { cancelCheckout, cancelOpenOrder } from './cancel-checkout'
export { checkoutStatus } from './checkout-status'
export { payNow } from './pay-now'
export { quoteCheckout } from './quote-checkout'
export { takeWebhook } from './take-webhook'
