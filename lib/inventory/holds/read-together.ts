import 'server-only'
import type { Availability } from '../schema'

type Reading = Promise<Availability>
type Read = (skus: readonly string[]) => Reading

const running = new Map<string, Reading>()
const waiting = new Map<string, Reading>()

/**
 * Reads for a crowd: who asks for the same SKUs while a read of them is under way shares the next one with all who wait.
 * Nobody gets a count that was read before the question.
 */
export function readTogether(skus: readonly string[], read: Read): Reading {
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
