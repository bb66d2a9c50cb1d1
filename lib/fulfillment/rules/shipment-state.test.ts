import { expect, test } from 'vitest'
import { moveShipment, SHIPMENT_MOVES } from './shipment-state'

test.each([
  ['to_pick', 'pack', 'packed'],
  ['packed', 'ship', 'shipped'],
  ['to_pick', 'ship', null],
  ['packed', 'pack', null],
  ['shipped', 'pack', null],
  ['shipped', 'ship', null],
  ['canceled', 'pack', null],
  ['canceled', 'ship', null],
] as const)('%s, %s → %s', (from, action, to) => {
  expect(moveShipment(from, action)).toBe(to)
})

test('nothing leaves an end', () => {
  expect(SHIPMENT_MOVES.shipped).toEqual([])
  expect(SHIPMENT_MOVES.canceled).toEqual([])
})
