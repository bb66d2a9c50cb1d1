'use client'

import { useState } from 'react'
import useSWR from 'swr'
import { ask, type ProblemError } from '@/components/api/problem'
import { Availability, type AvailabilityItem, MAX_SKUS_PER_REQUEST } from '@/lib/inventory/schema'
import { pollDelay } from './poll-delay'

/** After so many failures in a row a count is no longer honest, and is taken back. */
const FAILURES_UNTIL_UNKNOWN = 5

export type Counts = ReadonlyMap<string, AvailabilityItem>

const urlOf = (skus: readonly string[]) =>
  `/api/availability?${[...new Set(skus)]
    .sort()
    .slice(0, MAX_SKUS_PER_REQUEST)
    .map((sku) => `sku=${encodeURIComponent(sku)}`)
    .join('&')}`

/**
 * The live counts of some SKUs (50 at most), asked for every `everyMs` while the page is looked at, later when the shop
 * does not answer. undefined until known: a page never shows a number that it does not have.
 */
export function useAvailability(skus: readonly string[], everyMs: number): Counts | undefined {
  const [failures, setFailures] = useState(0)
  const [wait, setWait] = useState<number>()
  const { data } = useSWR<Availability, ProblemError>(
    skus.length > 0 ? urlOf(skus) : null,
    (url: string) => ask({ url, schema: Availability }),
    {
      refreshInterval: () => pollDelay({ everyMs, failures, retryAfterMs: wait }),
      refreshWhenHidden: false,
      revalidateOnFocus: true,
      keepPreviousData: true,
      dedupingInterval: 500,
      shouldRetryOnError: false,
      onSuccess: () => {
        setFailures(0)
        setWait(undefined)
      },
      onError: (error) => {
        setFailures((count) => count + 1)
        setWait(error.facts.retryAfter === undefined ? undefined : error.facts.retryAfter * 1000)
      },
    },
  )
  const known = failures >= FAILURES_UNTIL_UNKNOWN ? undefined : data
  return known && new Map(known.items.map((item) => [item.sku, item]))
}
