'use client'

import { useMemo, useState } from 'react'
import useSWR from 'swr'
import { ask, type ProblemError } from '@/components/api-client/problem'
import type { AvailabilityItem } from '@/lib/inventory/schema'
import { AvailabilityShape } from './availability-shape'
import { availabilityUrls } from './availability-urls'
import { pollDelay } from './poll-delay'

/** After so many failures in a row a count is no longer honest, and is taken back. */
const FAILURES_UNTIL_UNKNOWN = 5

export type Counts = ReadonlyMap<string, AvailabilityItem>

const askAll = async (urls: readonly string[]): Promise<AvailabilityItem[]> => {
  const answers = await Promise.all(urls.map((url) => ask({ url, schema: AvailabilityShape })))
  return answers.flatMap(({ items }) => items)
}

/**
 * The live counts of some SKUs, asked for every `everyMs` while the page is looked at, later when the shop does not
 * answer. undefined until known: a page never shows a number that it does not have.
 */
export function useAvailability(skus: readonly string[], everyMs: number): Counts | undefined {
  const [failures, setFailures] = useState(0)
  const [wait, setWait] = useState<number>()
  const { data } = useSWR<AvailabilityItem[], ProblemError>(
    skus.length > 0 ? availabilityUrls(skus) : null,
    askAll,
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
  return useMemo(() => known && new Map(known.map((item) => [item.sku, item])), [known])
}
