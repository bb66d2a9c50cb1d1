import 'server-only'
import { inBatches } from '../infra/db/in-batches'
import { oldData } from './old-data-store'

/** Erases what the warehouse keeps no longer, as the shop's `eraseOldData` does. @returns how many rows of each kind it erased */
export const eraseOldData = (): Promise<Record<keyof typeof oldData, number>> => inBatches(oldData)
