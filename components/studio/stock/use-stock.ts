'use client'

import useSWR from 'swr'
import { ask, type ProblemError } from '@/components/api-client/problem'
import { StockRow, StockSheet } from '@/lib/publishing/schema'
import type { ReadStockForm } from './stock-edit'

type Edit = Extract<ReadStockForm, { ok: true }>['edit']

/** How many there are of each variant that was published, and who changed it. */
export function useStock(productId: string, revision: number) {
  const url = `/api/studio/products/${productId}/stock`
  const { data, error, mutate } = useSWR<StockSheet, ProblemError>(
    revision > 0 ? [url, revision] : null,
    () => ask({ url, schema: StockSheet }),
    { keepPreviousData: true, refreshInterval: 15_000 },
  )
  return {
    sheet: data,
    error,
    /** @throws ProblemError; whatever happened, the sheet is asked for again */
    change: async (sku: string, edit: Edit): Promise<StockRow> => {
      try {
        return await ask({
          url: `/api/studio/stock/${encodeURIComponent(sku)}`,
          method: 'POST',
          body: edit,
          schema: StockRow,
        })
      } finally {
        await mutate()
      }
    },
  }
}

export type Stock = ReturnType<typeof useStock>
