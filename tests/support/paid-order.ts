import { newId, newOrderNumber } from '@/lib/core/ids'
import type { OrderPaidV1 } from '@/lib/events/contract'

/** What the shop says of an order that was just paid; another one each time. */
export const paidOrder = (said: Partial<OrderPaidV1> = {}): OrderPaidV1 => ({
  type: 'order.paid.v1',
  orderId: newId(),
  orderNumber: newOrderNumber(),
  paidAt: new Date().toISOString(),
  email: 'ada@example.com',
  shippingMethod: 'standard',
  shippingAddress: { name: 'Ada', line1: '1 Main St', city: 'Portland', postalCode: '97201', country: 'US' },
  lines: [{ sku: 'RDG-SND', name: 'Ridge Mug', options: { Glaze: 'Sand' }, quantity: 2, unitPrice: 2_800 }],
  total: { amount: 6_400, currency: 'USD' },
  ...said,
})
