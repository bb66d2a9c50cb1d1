import { formatDifference } from '@/lib/core/format'
import { When } from '../when'
import type { Stock } from './use-stock'

/** Who changed the stock, when, by how many, and why. */
export function StockLog({ stock }: { stock: Stock }) {
  const adjustments = stock.sheet?.adjustments ?? []
  if (adjustments.length === 0) return null
  return (
    <details className="group">
      <summary className="min-h-11 py-2.5 text-[0.9375rem] font-medium">Changes of the stock</summary>
      <ul
        className="mt-2 max-h-80 overflow-y-auto border-t border-line"
        tabIndex={0}
        aria-label="Changes of the stock"
      >
        {adjustments.map(({ sku, delta, reason, by, at }, index) => (
          <li key={`${at} ${sku} ${index}`} className="flex gap-4 border-b border-line py-2 text-[0.9375rem]">
            <span className="figures w-12 shrink-0 text-right font-medium">{formatDifference(delta)}</span>
            <span className="min-w-0 grow">
              {reason}
              <span className="figures block text-sm text-muted">
                {sku} · {by.name} · <When at={at} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
