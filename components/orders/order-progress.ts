import type { OrderView } from '@/lib/orders/schema'

export interface Step {
  name: string
  done: boolean
}

export interface OrderProgress {
  title: string
  /** what happens next */
  next: string
  steps: Step[]
}

const STEPS = ['Placed', 'Preparing', 'Packed', 'Shipped'] as const
const REACHED = { none: 1, preparing: 2, packed: 3, partly_shipped: 3, shipped: 4, canceled: 0 } as const

/** What a shopper is told of an order: always what is true now, never what is hoped. */
export function orderProgress({ status, shipment, refunded, cancelRequested }: OrderView): OrderProgress {
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
      return {
        title: 'Your order is on its way',
        next: cancelRequested
          ? 'It had left before it could be kept back. Send it back to us when it comes.'
          : 'It has left our warehouse.',
        steps,
      }
    case 'partly_shipped':
      return {
        title: 'Part of your order is on its way',
        next: 'The rest follows in a parcel of its own.',
        steps,
      }
    case 'canceled':
      return refunded
        ? {
            title: 'This order was canceled and refunded',
            next: 'It was not sent. Your payment went back in full and reaches your account within a few days.',
            steps: [],
          }
        : {
            title: 'This order was canceled',
            next: 'It will not be sent. Your payment is on its way back to you.',
            steps: [],
          }
    case 'packed':
    case 'preparing':
    case 'none':
      if (cancelRequested)
        return {
          title: 'Canceling your order',
          next: 'We asked the warehouse to keep it back. This page says in a moment whether it could.',
          steps,
        }
      if (shipment.status === 'packed')
        return { title: 'Your order is packed', next: 'It waits for the carrier.', steps }
      return {
        title: 'Your order has been placed',
        next: 'Our warehouse has it. We pack within one working day, and this page follows it.',
        steps,
      }
  }
}

/** Nothing more will change by itself. */
export const isSettled = ({ status, shipment, refunded }: OrderView): boolean =>
  status === 'canceled' || shipment.status === 'shipped' || (shipment.status === 'canceled' && refunded)

/** Whether it can still be kept back: paid, and nothing of it has left, as far as we know. */
export const mayCancel = ({ status, shipment, cancelRequested }: OrderView): boolean =>
  status === 'paid' && !cancelRequested && ['none', 'preparing', 'packed'].includes(shipment.status)
