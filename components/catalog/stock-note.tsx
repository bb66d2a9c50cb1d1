'use client'

import { formatCount } from '@/lib/core/format'
import { LOW_STOCK } from '@/lib/inventory/rules/stock-state'
import { useStockNotes } from './stock-notes'

/**
 * "Only 3 left" or "Sold out" for a product as a whole; nothing while there is plenty. Until the counts are known, what
 * the page was made with: "Sold out", or nothing.
 */
export function StockNote({ skus, wasSoldOut }: { skus: readonly string[]; wasSoldOut: boolean }) {
  const counts = useStockNotes()
  const items = skus.flatMap((sku) => counts?.get(sku) ?? [])
  const isKnown = items.length === skus.length
  if (isKnown ? items.every(({ state }) => state === 'sold_out') : wasSoldOut) {
    return <span className="mt-1 block text-sm font-medium text-muted">Sold out</span>
  }
  if (!isKnown) return null
  const left = items.reduce((sum, { available }) => sum + available, 0)
  if (left > LOW_STOCK) return null
  return (
    <span className="mt-1 block text-sm font-medium text-warning">
      {left === 0 ? 'The last ones are in carts' : `Only ${formatCount(left)} left`}
    </span>
  )
}
