'use client'

import useSWR from 'swr'
import { z } from 'zod'
import { ask, type ProblemError } from '@/components/api-client/problem'
import { Board, BOARD_PAGE, type ShipmentChange, ShipmentView } from '@/lib/fulfillment/schema'

const REFRESH_MS = 3_000

/** @param q what to look for; everything when it is empty */
export const boardUrl = ({ q = '', limit = BOARD_PAGE }: { q?: string; limit?: number }): string =>
  `/api/fulfillment/board?${new URLSearchParams({ limit: String(limit), ...(q && { q }) })}`

/**
 * The board as it is now: asked for every 3 seconds while somebody looks at it, and right after every change.
 * @param initial what the server sent with the page: the board without a search
 */
export function useBoard(initial: Board, { q, limit }: { q: string; limit: number }) {
  const url = boardUrl({ q, limit })
  const { data, error, mutate } = useSWR<Board, ProblemError>(url, () => ask({ url, schema: Board }), {
    ...(url === boardUrl({}) && { fallbackData: initial }),
    refreshInterval: REFRESH_MS,
    keepPreviousData: true,
  })
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
