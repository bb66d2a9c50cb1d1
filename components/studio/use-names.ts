'use client'

import useSWR from 'swr'
import { ask, asProblem } from '@/components/api-client/problem'
import { CategoryList, PageEdit } from '@/lib/publishing/schema'
import { nameOf } from './page-name'
import { pageApi } from './page-url'

const CATEGORIES = '/api/studio/categories'
const askCategories = () => ask({ url: CATEGORIES, schema: CategoryList })

/** The shop's categories; undefined until they are known. */
export function useCategories() {
  const { data, error } = useSWR(CATEGORIES, askCategories, { revalidateOnFocus: false })
  return { categories: data?.categories, error }
}

function gone(thrown: unknown): null {
  if (asProblem(thrown).code === 'not_found') return null
  throw thrown
}

async function productNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = await Promise.all(
    ids.map(async (id) => {
      const page = await ask({ url: pageApi({ kind: 'product', id }), schema: PageEdit }).catch(gone)
      return [id, page ? nameOf(page) : 'A product that is gone'] as const
    }),
  )
  return new Map(names)
}

/** The names behind the ids of products and categories. */
export function useNames(productIds: readonly string[]): ReadonlyMap<string, string> {
  const ids = [...new Set(productIds)].toSorted()
  const { categories = [] } = useCategories()
  const { data } = useSWR(ids.length > 0 ? ['product names', ...ids] : null, () => productNames(ids), {
    revalidateOnFocus: false,
    keepPreviousData: true,
  })
  return new Map([...categories.map(({ id, name }) => [id, name] as const), ...(data ?? [])])
}
