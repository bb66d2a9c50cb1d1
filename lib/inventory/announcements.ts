import { log } from '../infra/log/log'
import type { StockLevel } from './schema'

/** Gets the stock that sold out or came back, as it is after the change. It must not throw. */
export type SellableChangeListener = (levels: readonly StockLevel[]) => Promise<void>

// On globalThis: Next bundles instrumentation.ts, which joins the listener, apart from the handlers that announce.
const kept = globalThis as typeof globalThis & { fiftyoneSellableChange?: SellableChangeListener }

/** Sets who listens when a SKU sells out or comes back, for the whole process. The last call counts. */
export function onSellableChange(listener: SellableChangeListener): void {
  kept.fiftyoneSellableChange = listener
}

/**
 * Says that these SKUs sold out or came back by truth (onHand − reserved reached or left 0). Resolves when the listener has
 * stored what follows from it; never throws. A process without a listener logs an error: it was not joined.
 */
export async function announceSellableChange(levels: readonly StockLevel[]): Promise<void> {
  if (levels.length === 0) return
  if (kept.fiftyoneSellableChange) await kept.fiftyoneSellableChange(levels)
  else log('error', 'inventory.change_unheard', { count: levels.length })
}
