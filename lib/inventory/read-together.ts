import 'server-only'
import { readCounts } from './read-counts'

type Reading = ReturnType<typeof readCounts>

const running = new Map<string, Reading>()
const waiting = new Map<string, Reading>()

/**
 * As `readCounts`, for a crowd: who asks for the same SKUs while a read of them is under way shares the next one with all
 * who wait. Nobody gets a count that was read before the question.
 */
export function readTogether(skus: readonly string[]): Reading {
  const key = skus.join(' ')
  const shared = waiting.get(key)
  if (shared) return shared
  const current = running.get(key)
  if (!current) return start(key, skus)
  const next = current
    .catch(() => undefined)
    .then(() => {
      waiting.delete(key)
      return start(key, skus)
    })
  waiting.set(key, next)
  return next
}

function start(key: string, skus: readonly string[]): Reading {
  const reading = readCounts(skus).finally(() => running.delete(key))
  running.set(key, reading)
  return reading
}
