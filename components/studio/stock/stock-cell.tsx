'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { formatCount } from '@/lib/core/format'
import { StockDialog } from './stock-dialog'
import type { Stock } from './use-stock'

interface StockCellProps {
  sku: string
  name: string
  isPublished: boolean
  stock: Stock
}

/** How many there are of one variant, and the way to change it. */
export function StockCell({ sku, name, isPublished, stock }: StockCellProps) {
  const [isOpen, setOpen] = useState(false)
  const row = stock.sheet?.rows.find((candidate) => candidate.sku === sku)
  if (!isPublished) return <p className="text-sm text-muted">Its stock can be set once it is published.</p>
  if (!row) {
    return stock.error || stock.sheet ? (
      <p className="text-sm text-muted">Its stock is not known right now.</p>
    ) : (
      <Skeleton className="h-6 w-40" />
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4">
      <p className="figures text-[0.9375rem]">
        <span className="font-medium">{formatCount(row.onHand)}</span> on hand
        {row.reserved > 0 && <span className="text-muted"> · {formatCount(row.reserved)} being paid</span>}
      </p>
      <Button
        tone="quiet"
        className="px-0"
        aria-label={`Change the stock of ${name}`}
        onClick={() => setOpen(true)}
      >
        Change
      </Button>
      {isOpen && <StockDialog row={row} name={name} change={stock.change} onClose={() => setOpen(false)} />}
    </div>
  )
}
