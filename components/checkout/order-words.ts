import type { OrderView } from '@/lib/orders/schema'

export interface OrderWords {
  /** the page's heading */
  title: string
  /** what happens next, in one or two sentences */
  next: string
  /** for a list: two words */
  short: string
  tone: 'live' | 'warning' | 'danger' | 'neutral'
}

const SHIPMENT: Record<OrderView['shipment']['status'], Omit<OrderWords, 'title'>> = {
  none: {
    next: 'We are passing it to the warehouse now. This page follows along by itself.',
    short: 'Placed',
    tone: 'live',
  },
  preparing: {
    next: 'The warehouse is gathering your things. This page follows along by itself.',
    short: 'Being prepared',
    tone: 'live',
  },
  packed: {
    next: 'It is packed and waits for the carrier. This page follows along by itself.',
    short: 'Packed',
    tone: 'live',
  },
  shipped: { next: 'It is on its way to you.', short: 'On its way', tone: 'live' },
  canceled: {
    next: 'The warehouse could not send it. We are sorry: your money comes back to your card.',
    short: 'Not sent',
    tone: 'danger',
  },
}

/** Where an order stands, in the shop's voice. A refund is never said to be there before it is. */
export function wordsOfOrder(order: Pick<OrderView, 'status' | 'shipment' | 'refunded'>): OrderWords {
  if (order.refunded) {
    return {
      title: 'Your order has been refunded',
      next: 'The whole amount goes back to your card. Banks take five to ten days to show it.',
      short: 'Refunded',
      tone: 'neutral',
    }
  }
  if (order.status === 'canceled') {
    return {
      title: 'Your order was canceled',
      next: 'Nothing was charged, and your things are back on the shelf.',
      short: 'Canceled',
      tone: 'neutral',
    }
  }
  if (order.status !== 'paid') {
    return {
      title: 'Your order is waiting for its payment',
      next: 'Go back to checkout to pay for it. It ends by itself when it is not paid.',
      short: 'Not paid yet',
      tone: 'warning',
    }
  }
  return { title: 'Your order has been placed', ...SHIPMENT[order.shipment.status] }
}

export const STEPS = ['Placed', 'Preparing', 'Packed', 'Shipped'] as const

/** How many of the steps are done; null where steps do not tell the story. */
export function stepsDone(order: Pick<OrderView, 'status' | 'shipment' | 'refunded'>): number | null {
  if (order.status !== 'paid' || order.refunded) return null
  const done = { none: 1, preparing: 2, packed: 3, shipped: 4, canceled: null }
  return done[order.shipment.status]
}

/** Whether anything can still change: then the page goes on asking. */
export const isSettled = (order: Pick<OrderView, 'status' | 'shipment' | 'refunded'>): boolean =>
  order.refunded || order.status === 'canceled' || order.shipment.status === 'shipped'
