import { expect, test } from 'vitest'
import { NOT_AVAILABLE } from '../../inventory/rules/line-availability'
import { withReserved } from './with-reserved'

const until = new Date('2026-01-01T00:15:00Z')

test('what the open order reserved is held until its time is up', () => {
  const counted = withReserved(new Map([['MUG', NOT_AVAILABLE]]), {
    expiresAt: until,
    units: new Map([['MUG', 2]]),
  })
  expect(counted.get('MUG')).toEqual({ ...NOT_AVAILABLE, held: 2, expiresAt: until, available: 2 })
})

test('other lines stay as they are', () => {
  const availability = new Map([['LAMP', { ...NOT_AVAILABLE, held: 1, expiresAt: until, available: 4 }]])
  const counted = withReserved(availability, { expiresAt: until, units: new Map([['MUG', 1]]) })
  expect(counted.get('LAMP')).toEqual(availability.get('LAMP'))
})

test('when Redis is away the order still knows what it reserved', () => {
  const availability = new Map([['MUG', { ...NOT_AVAILABLE, held: null, available: 3 }]])
  const counted = withReserved(availability, { expiresAt: until, units: new Map([['MUG', 2]]) })
  expect(counted.get('MUG')).toEqual({ ...NOT_AVAILABLE, held: 2, expiresAt: until, available: 5 })
})
