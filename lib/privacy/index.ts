import 'server-only'
import { inBatches } from '../infra/db/in-batches'
import { oldData } from './store'

/**
 * Forgets what the shop has kept for as long as lib/config/retention.ts says. In batches, so that no shopper waits for it;
 * safe to run twice at once, and to kill: the next run goes on.
 * @returns how many rows of each kind it forgot
 */
export const eraseOldData = (): Promise<Record<keyof typeof oldData, number>> => inBatches(oldData)
