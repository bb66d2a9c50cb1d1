'use client'

import useSWR from 'swr'
import { ask, type ProblemError } from '@/components/api/problem'
import { OrderView } from '@/lib/orders/schema'
import { isSettled } from './order-words'

const EVERY_MS = 5_000

/** An order, followed while the page is looked at and anything can still change. */
export function useOrder(initial: OrderView): OrderView {
  const { data } = useSWR<OrderView, ProblemError>(
    `/api/orders/${initial.number}`,
    (url: string) => ask({ url, schema: OrderView }),
    {
      fallbackData: initial,
      refreshInterval: (latest) => (isSettled(latest ?? initial) ? 0 : EVERY_MS),
      revalidateOnMount: false,
    },
  )
  return data ?? initial
}
