import 'server-only'
import type { Availability } from '../schema'
import { stockCache } from './stock-cache'

type Read = (skus: readonly string[]) => Promise<Availability>

/**
 * Reads for a crowd: callers that ask for the same SKUs while a read of them is under way share the next read. No caller
 * gets a count that was read before it asked.
 */
export function readTogether(skus: readonly string[], read: Read): Promise<Availability> {
  const { running, waiting } = stockCache.sharedReads
  const key = skus.join(' ')
  const shared = waiting.get(key)
  if (shared) return shared
  const current = running.get(key)
  const start = () => {
    waiting.delete(key)
    const reading = read(skus).finally(() => running.delete(key))
    running.set(key, reading)
    return reading
  }
  if (!current) return start()
  const next = current.then(start, start)
  waiting.set(key, next)
  return next
}
