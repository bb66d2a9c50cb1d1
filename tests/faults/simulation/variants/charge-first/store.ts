import * as original from '@/lib/checkout/store'

export * from '@/lib/checkout/store'

export const checkoutSteps: typeof original.checkoutSteps = {
  ...original.checkoutSteps,
  /** The order has the id under which its card was charged. */
  reserve: (request) => original.checkoutSteps.reserve({ ...request, orderId: request.checkoutKey }),
}
