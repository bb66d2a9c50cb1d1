import { expect, test, vi } from 'vitest'
import { sharedValue } from './shared-value'

test('reads its first value once, at the first use', () => {
  const first = vi.fn(() => 'kept')
  const value = sharedValue('blank', first)
  expect(first).not.toHaveBeenCalled()
  expect([value.read(), value.read(), value.onServer]).toEqual(['kept', 'kept', 'blank'])
  expect(first).toHaveBeenCalledTimes(1)
})

test('tells each listener of a change until it stops listening', () => {
  const value = sharedValue(1)
  const [stays, leaves] = [vi.fn(), vi.fn()]
  value.subscribe(stays)
  const stop = value.subscribe(leaves)
  value.write(2)
  stop()
  value.write(3)
  expect([value.read(), stays.mock.calls.length, leaves.mock.calls.length]).toEqual([3, 2, 1])
})
