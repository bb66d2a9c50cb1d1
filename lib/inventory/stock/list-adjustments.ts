import 'server-only'
import { stockRows } from './store'

export interface Adjustment {
  sku: string
  /** units */
  delta: number
  reason: string
  actor: string
  /** '' when it was a job */
  actorName: string
  createdAt: Date
}

/** The latest changes of these SKUs' counts that were no sales, the newest first. */
export const listAdjustments = (skus: readonly string[], limit: number): Promise<Adjustment[]> =>
  stockRows.adjustments(skus, limit)
