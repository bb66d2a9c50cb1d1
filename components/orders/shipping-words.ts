import type { OrderView } from '@/lib/orders/schema'

export interface Step {
  name: string
  done: boolean
}

export interface ShippingWords {
  title: string
  /** what happens next */
  next: string
  steps: Step[]
}

const STEPS = ['Placed', 'Preparing', 'Packed', 'Shipped'] as const
const REACHED = { none: 1, preparing: 2, packed: 3, shipped: 4, canceled: 0 } as const

/** What a shopper is told of an order: always what is true now, never what is hoped. */
export function shippingWords({ status, shipment, refunded, email }: OrderView): ShippingWords {
  if (status === 'canceled') {
    const next = refunded
      ? 'Your payment arrived too late and was sent back in full. It reaches your account within a few days.'
      : 'Nothing was charged.'
    return { title: 'This order was canceled', next, steps: [] }
  }
  if (status !== 'paid') {
    const next = 'Your payment is not through yet. This page says so as soon as it is.'
    return { title: 'We are waiting for your payment', next, steps: [] }
  }
  const steps = STEPS.map((name, index) => ({ name, done: index < REACHED[shipment.status] }))
  switch (shipment.status) {
    case 'shipped':
      return { title: 'Your order is on its way', next: 'It has left our warehouse.', steps }
    case 'packed':
      return { title: 'Your order is packed', next: 'It waits for the carrier.', steps }
    case 'canceled':
      return {
        title: 'This order will not be shipped',
        next: `We write to ${email ?? 'whoever placed it'} about ${email ? 'your' : 'the'} money.`,
        steps: [],
      }
    default:
      return {
        title: 'Your order has been placed',
        next: 'Our warehouse has it. We pack within one working day, and this page follows it.',
        steps,
      }
  }
}

/** Nothing more will change by itself. */
export const isSettled = ({ status, shipment }: OrderView): boolean =>
  status === 'canceled' || shipment.status === 'shipped' || shipment.status === 'canceled'
