/** The ways of shipping, in the order a form shows them, and what shoppers read. */
export const SHIPPING_METHODS = {
  standard: { name: 'Standard', promise: '3–5 working days' },
  express: { name: 'Express', promise: 'Next working day' },
} as const
export type ShippingMethod = keyof typeof SHIPPING_METHODS
