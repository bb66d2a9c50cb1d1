import { onSellableChange } from '../inventory/announcements'

/**
 * Joins stock and pages: from now on a SKU that sells out or comes back makes its pages stale. Each process that changes
 * stock calls it once, at its start. The rest of this folder loads with the first such change.
 */
export function listenToStock(): void {
  onSellableChange(async (levels) => {
    const { invalidateStock } = await import('./invalidate-stock')
    await invalidateStock(levels)
  })
}
