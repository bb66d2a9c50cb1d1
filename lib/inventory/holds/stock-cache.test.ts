import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StockCache } from './stock-cache'

const HOLD_MS = 60_000
const SKU = 'LMP-BRS'
const level = (version: number) => ({ sku: SKU, onHand: version, reserved: 0, version })

let cache: StockCache
beforeEach(() => {
  vi.useFakeTimers()
  cache = new StockCache(() => HOLD_MS)
})
afterEach(() => void vi.useRealTimers())

test('counts are fresh for ten seconds; their holds count for as long as a hold can last', () => {
  cache.rememberCounts(SKU, { onHand: 5, reserved: 1, held: 2 })
  vi.advanceTimersByTime(10_000)
  expect(cache.isFresh(SKU)).toBe(true)
  vi.advanceTimersByTime(1)
  expect(cache.isFresh(SKU)).toBe(false)
  expect(cache.countsOf(SKU)).toEqual({ onHand: 5, reserved: 1, held: 2 })
  vi.advanceTimersByTime(HOLD_MS)
  expect(cache.countsOf(SKU)).toEqual({ onHand: 5, reserved: 1, held: 0 })
})

test('stock from Postgres leaves the holds as Redis last told them, and does not make them younger', () => {
  cache.rememberCounts(SKU, { onHand: 5, reserved: 1, held: 2 })
  vi.advanceTimersByTime(HOLD_MS - 1)
  cache.rememberStock(SKU, { onHand: 9, reserved: 0 })
  expect(cache.countsOf(SKU)).toEqual({ onHand: 9, reserved: 0, held: 2 })
  vi.advanceTimersByTime(1)
  expect(cache.countsOf(SKU)).toEqual({ onHand: 9, reserved: 0, held: 0 })
})

test('of pending levels the newest stays, also when an older one was synced in between', () => {
  const [first, second] = [level(1), level(2)]
  cache.addPending([first])
  cache.addPending([second, first])
  expect(cache.pendingOf([SKU, 'OTHER'])).toEqual([second])
  cache.removePending([first])
  expect(cache.pendingOf([SKU])).toEqual([second])
  cache.removePending([second])
  expect(cache.pendingOf([SKU])).toEqual([])
})

test('a read of Postgres is shared for a second; one that failed, or that a change followed, is not', async () => {
  const read = Promise.resolve(level(1))
  cache.shareReading(SKU, read)
  vi.advanceTimersByTime(1_000)
  expect(cache.readingOf(SKU)).toBe(read)
  vi.advanceTimersByTime(1)
  expect(cache.readingOf(SKU)).toBeNull()

  cache.shareReading(SKU, read)
  cache.forgetReadings([SKU])
  expect(cache.readingOf(SKU)).toBeNull()

  const failed = Promise.reject(new Error('Postgres is away'))
  cache.shareReading(SKU, failed)
  await expect(failed).rejects.toThrow()
  expect(cache.readingOf(SKU)).toBeNull()
})

test('the same news of a SKU is announced once in ten seconds, other news at once', () => {
  expect(cache.shouldAnnounce(SKU, true)).toBe(true)
  expect(cache.shouldAnnounce(SKU, true)).toBe(false)
  expect(cache.shouldAnnounce(SKU, false)).toBe(true)
  vi.advanceTimersByTime(10_000)
  expect(cache.shouldAnnounce(SKU, false)).toBe(true)
})

test('after a reset nothing is left of what was remembered', () => {
  cache.rememberCounts(SKU, { onHand: 5, reserved: 1, held: 2 })
  cache.addPending([level(1)])
  cache.shareReading(SKU, Promise.resolve(null))
  cache.shouldAnnounce(SKU, true)
  cache.rememberUnitsHeldFrom('address', 70)
  cache.holdsMayBeLost = true
  cache.shareHits.count = 59
  cache.reset()

  expect(cache.countsOf(SKU)).toBeNull()
  expect(cache.isFresh(SKU)).toBe(false)
  expect(cache.pendingOf([SKU])).toEqual([])
  expect(cache.readingOf(SKU)).toBeNull()
  expect(cache.shouldAnnounce(SKU, true)).toBe(true)
  expect(cache.unitsHeldFrom('address')).toBe(0)
  expect(cache.holdsMayBeLost).toBe(false)
  expect(cache.shareHits.count).toBe(0)
})
