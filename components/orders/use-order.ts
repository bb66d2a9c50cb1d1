'use client'

import useSWR from 'swr'
import { ask, type ProblemError } from '@/components/api-client/problem'
import type { OrderView } from '@/lib/orders/schema'
import { OrderShape } from './order-shape'
import { isSettled } from './order-progress'

const EVERY_MS = 4_000

/** An order as it is now, by the address that tells it: asked for while somebody looks at it, until nothing more can happen to it. */
export function useOrder(initial: OrderView, url: string) {
  const { data, mutate } = useSWR<OrderView, ProblemError>(
    url,
    (url: string) => ask({ url, schema: OrderShape }),
    {
      fallbackData: initial,
      refreshInterval: (order) => (order && isSettled(order) ? 0 : EVERY_MS),
      refreshWhenHidden: false,
    },
  )
  return {
    order: data ?? initial,
    /** the order as an answer of ours has just shown it */
    show: (order: OrderView) => mutate(order, { revalidate: false }),
  }
}
