import { pageRevision } from '@/lib/revalidation/rules/page-revision'
import { stockSubject } from '@/lib/inventory/rules/stock-subject'
import type { StockMark } from '@/lib/inventory/schema'

/** Which state of its stock a page shows, for revalidation to look for. Nothing to see or to read out. */
export function StockRevisions({ stock }: { stock: readonly StockMark[] }) {
  return stock.map(({ sku, version }) => (
    <span key={sku} hidden data-revision={pageRevision(stockSubject(sku), version)} />
  ))
}
