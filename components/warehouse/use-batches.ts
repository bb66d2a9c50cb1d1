'use client'

import useSWR from 'swr'
import { z } from 'zod'
import { ask, type ProblemError } from '@/components/api-client/problem'
import { Batches, type BatchRequest, PickBatch, Shelf } from '@/lib/fulfillment/schema'

const BATCHES_URL = '/api/fulfillment/batches'
const REFRESH_MS = 5_000

/**
 * The batches that are being picked, and the orders of one of them: asked for every 5 seconds while somebody looks.
 * @param chosen the batch that is shown; the worker's newest when there is no such batch
 */
export function useBatches(initial: Batches, chosen: string | null) {
  const options = { refreshInterval: REFRESH_MS, keepPreviousData: true }
  const list = useSWR<Batches, ProblemError>(BATCHES_URL, () => ask({ url: BATCHES_URL, schema: Batches }), {
    ...options,
    fallbackData: initial,
  })
  const { open, waiting, zones } = list.data ?? initial
  const batch = open.find(({ id }) => id === chosen) ?? open.find(({ isMine }) => isMine)
  const url = batch ? `${BATCHES_URL}/${batch.id}` : null
  const orders = useSWR<PickBatch, ProblemError>(
    url,
    (asked: string) => ask({ url: asked, schema: PickBatch }),
    options,
  )
  const then = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work
    } finally {
      await Promise.all([list.mutate(), orders.mutate()])
    }
  }
  return {
    open,
    waiting,
    zones,
    batch,
    /** of the batch; undefined while they load */
    shipments: orders.data && orders.data.id === batch?.id ? orders.data.shipments : undefined,
    error: list.error ?? orders.error,
    /** @throws ProblemError */
    start: (request: BatchRequest) =>
      then(ask({ url: BATCHES_URL, method: 'POST', body: request, schema: PickBatch })),
    /** @throws ProblemError */
    release: (id: string) =>
      then(ask({ url: `${BATCHES_URL}/${id}`, method: 'DELETE', schema: z.object({ released: z.int() }) })),
    /** @throws ProblemError */
    place: (sku: string, place: string) =>
      then(ask({ url: `/api/fulfillment/shelves/${sku}`, method: 'PUT', body: { place }, schema: Shelf })),
  }
}
