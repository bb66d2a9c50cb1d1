'use client'

import useSWR from 'swr'
import { ask, type ProblemError } from '@/components/api-client/problem'
import type { Quote } from '@/lib/checkout/schema'
import type { Country, ShippingMethod } from '@/lib/orders/schema'
import { QuoteShape } from './checkout-shapes'

interface QuoteFor {
  /** null: there is nothing to ask a price for yet */
  cartVersion: number | null
  shippingMethod: ShippingMethod
  country: Country
}

/** What the cart costs as chosen. While `isCurrent` is false the amounts belong to the choice before. */
export function useQuote({ cartVersion, shippingMethod, country }: QuoteFor) {
  const url = `/api/checkout/quote?${new URLSearchParams({ shippingMethod, country })}`
  const { data, error, isLoading, mutate } = useSWR<Quote, ProblemError, [string, number] | null>(
    cartVersion === null ? null : [url, cartVersion],
    ([address]) => ask({ url: address, schema: QuoteShape }),
    { keepPreviousData: true, shouldRetryOnError: ({ code }: ProblemError) => code !== 'cart_empty' },
  )
  return { quote: data, error, isCurrent: data !== undefined && !isLoading, refresh: () => void mutate() }
}
