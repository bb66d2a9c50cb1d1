'use client'

import { LOW_STOCK } from '@/lib/inventory/schema'
import { useStockNotes } from './stock-notes'

/** "Only 3 left" or "Sold out" for a product as a whole; nothing while there is plenty, or while it is not known. */
export function StockNote({ skus }: { skus: readonly string[] }) {
  const counts = useStockNotes()
  const items = skus.flatMap((sku) => counts?.get(sku) ?? [])
  if (items.length < skus.length) return null
  if (items.every(({ state }) => state === 'sold_out')) {
    return <span className="mt-1 block text-sm font-medium text-muted">Sold out</span>
  }
  const left = items.reduce((sum, { available }) => sum + available, 0)
  if (left > LOW_STOCK) return null
  return (
    <span className="mt-1 block text-sm font-medium text-warning">
      {left === 0 ? 'The last ones are in carts' : `Only ${left} left`}
    </span>
  )
}
