'use client'

import { useEffect, useState } from 'react'
import useSWR from 'swr'
import { ask, type ProblemError } from '@/components/api-client/problem'
import { normalizeQuery } from '@/lib/search/rules/normalize-query'
import type { Suggestion, Suggestions } from '@/lib/search/schema'
import { SuggestionsShape } from './search-shapes'

/** A pause in typing. */
const PAUSE_MS = 120

let running: AbortController | undefined

/** Only the newest question matters: an older one on its way is taken back. */
function askOnly(url: string): Promise<Suggestions> {
  running?.abort()
  running = new AbortController()
  return ask({ url, schema: SuggestionsShape, signal: running.signal })
}

/**
 * Suggestions for what is in the box, a moment after typing has paused; the last ones stay until the next have come. None
 * while `active` is false, or when the shop does not answer: one can search without.
 */
export function useSuggestions(typed: string, active: boolean): readonly Suggestion[] {
  const q = normalizeQuery(typed).toLowerCase()
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(q), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [q])
  const { data } = useSWR<Suggestions, ProblemError>(
    active && settled ? `/api/search/suggest?q=${encodeURIComponent(settled)}` : null,
    askOnly,
    {
      keepPreviousData: true,
      revalidateOnFocus: false,
      revalidateIfStale: false,
      shouldRetryOnError: false,
    },
  )
  return active && q !== '' && settled !== '' ? (data?.items ?? []) : []
}
