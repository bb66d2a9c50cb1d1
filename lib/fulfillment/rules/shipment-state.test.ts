import { expect, test } from 'vitest'
import { moveShipment, SHIPMENT_MOVES } from './shipment-state'

test.each([
  ['to_pick', 'pack', 'packed'],
  ['to_pick', 'cancel', 'canceled'],
  ['packed', 'ship', 'shipped'],
  ['packed', 'cancel', 'canceled'],
  ['partly_shipped', 'ship', 'shipped'],
  ['to_pick', 'ship', null],
  ['packed', 'pack', null],
  ['partly_shipped', 'cancel', null],
  ['shipped', 'pack', null],
  ['shipped', 'ship', null],
  ['shipped', 'cancel', null],
  ['canceled', 'pack', null],
  ['canceled', 'ship', null],
  ['canceled', 'cancel', null],
] as const)('%s, %s → %s', (from, action, to) => {
  expect(moveShipment(from, action)).toBe(to)
})

test('a parcel that is not all of it leaves the rest open', () => {
  expect(moveShipment('packed', 'ship', false)).toBe('partly_shipped')
  expect(moveShipment('partly_shipped', 'ship', false)).toBe('partly_shipped')
})

test('nothing leaves an end', () => {
  expect(SHIPMENT_MOVES.shipped).toEqual([])
  expect(SHIPMENT_MOVES.canceled).toEqual([])
})
