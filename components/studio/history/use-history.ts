'use client'

import useSWRInfinite from 'swr/infinite'
import { ask, type ProblemError } from '@/components/api-client/problem'
import { History, type PageKey } from '@/lib/publishing/schema'
import { pageApi } from '../page-url'

/** What was published of a page, the newest first, a page of it at a time. */
export function useHistory(page: Pick<PageKey, 'kind' | 'id'>) {
  const url = `${pageApi(page)}/history`
  const { data, error, isValidating, setSize, mutate } = useSWRInfinite<History, ProblemError>(
    (index: number, before: History | null) => {
      if (index === 0) return url
      return before?.next ? `${url}?after=${encodeURIComponent(before.next)}` : null
    },
    (address: string) => ask({ url: address, schema: History }),
    { revalidateFirstPage: false },
  )
  return {
    items: data?.flatMap(({ items }) => items),
    error,
    hasMore: data?.at(-1)?.next != null,
    isLoading: isValidating,
    more: () => void setSize((pages) => pages + 1),
    retry: () => void mutate(),
  }
}
