import { expect, test } from 'vitest'
import { withReserved } from './with-reserved'

const until = new Date('2026-01-01T00:15:00Z')
const gone = { held: 0, expiresAt: null, available: 0 }

test('what the open order reserved is held until its time is up', () => {
  const counted = withReserved(new Map([['MUG', gone]]), { expiresAt: until, units: new Map([['MUG', 2]]) })
  expect(counted.get('MUG')).toEqual({ held: 2, expiresAt: until, available: 2 })
})

test('other lines stand as they stood', () => {
  const standing = new Map([['LAMP', { held: 1, expiresAt: until, available: 4 }]])
  const counted = withReserved(standing, { expiresAt: until, units: new Map([['MUG', 1]]) })
  expect(counted.get('LAMP')).toEqual(standing.get('LAMP'))
})

test('when Redis is away the order still knows what it reserved', () => {
  const standing = new Map([['MUG', { held: null, expiresAt: null, available: 3 }]])
  const counted = withReserved(standing, { expiresAt: until, units: new Map([['MUG', 2]]) })
  expect(counted.get('MUG')).toEqual({ held: 2, expiresAt: until, available: 5 })
})
