'use client'

import useSWRInfinite from 'swr/infinite'
import { ask, type ProblemError } from '@/components/api-client/problem'
import { ProductList } from '@/lib/publishing/schema'
import { type ListQuery, writeListQuery } from './list-query'

/** Products as the question asks, newest change first, a page at a time. `items` is undefined until the first has come. */
export function useProductList(query: ListQuery) {
  const { data, error, isValidating, setSize, mutate } = useSWRInfinite<ProductList, ProblemError>(
    (index: number, before: ProductList | null) =>
      index > 0 && !before?.next
        ? null
        : `/api/studio/products${writeListQuery(query, index === 0 ? null : (before?.next ?? null))}`,
    (url: string) => ask({ url, schema: ProductList }),
    { revalidateFirstPage: false, keepPreviousData: true },
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
