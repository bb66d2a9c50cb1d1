import { pageStamp } from '@/lib/core/page-stamp'
import { type StockMark, stockSubject } from '@/lib/inventory/schema'

/** Which state of its stock a page speaks of: whoever had it made anew looks for this. Nothing to see or to read out. */
export function StockStamps({ stock }: { stock: readonly StockMark[] }) {
  return stock.map(({ sku, version }) => (
    <span key={sku} hidden data-revision={pageStamp(stockSubject(sku), version)} />
  ))
}
