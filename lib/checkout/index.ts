import 'server-only'

export { advanceOne, advanceOrders } from './advance-orders'

export { cancelCheckout, cancelOpenOrder } from './cancel-checkout'
export { changeCart } from './change-cart'
export { checkoutStatus } from './checkout-status'
export { payNow } from './pay-now'
export { quoteCheckout } from './quote-checkout'
export { refundUnshipped } from './refund-unshipped'
export { handleStripeWebhook } from './handle-stripe-webhook'
