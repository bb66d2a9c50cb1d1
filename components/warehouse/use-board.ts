'use client'

import useSWR from 'swr'
import { z } from 'zod'
import { ask, type ProblemError } from '@/components/api/problem'
import { Board, Shelf, type ShipmentChange, ShipmentView } from '@/lib/fulfillment/schema'

const BOARD_URL = '/api/fulfillment/board'
const REFRESH_MS = 3_000

/** The board as it is now: asked for every 3 seconds while somebody looks at it, and right after every change. */
export function useBoard(initial: Board) {
  const { data, error, mutate } = useSWR<Board, ProblemError>(
    BOARD_URL,
    () => ask({ url: BOARD_URL, schema: Board }),
    { fallbackData: initial, refreshInterval: REFRESH_MS, keepPreviousData: true },
  )
  const then = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work
    } finally {
      await mutate()
    }
  }
  return {
    board: data ?? initial,
    error,
    /** @throws ProblemError */
    change: (id: string, change: ShipmentChange) =>
      then(
        ask({ url: `/api/fulfillment/shipments/${id}`, method: 'POST', body: change, schema: ShipmentView }),
      ),
    /** @throws ProblemError */
    place: (sku: string, place: string) =>
      then(ask({ url: `/api/fulfillment/shelves/${sku}`, method: 'PUT', body: { place }, schema: Shelf })),
    /** @throws ProblemError */
    replay: (id: string) =>
      then(
        ask({
          url: `/api/fulfillment/dead-letters/${id}/replay`,
          method: 'POST',
          schema: z.object({ replayed: z.literal(true) }),
        }),
      ),
  }
}
