import { expect, test } from 'vitest'
import { readParcel } from './read-parcel'

const REST = [
  { sku: 'A', quantity: 2 },
  { sku: 'B', quantity: 1 },
]
const read = (fields: Record<string, string>, isPart = false) =>
  readParcel(new Map(Object.entries({ carrier: 'UPS', trackingNumber: ' 1Z999 ', ...fields })), {
    version: 3,
    rest: REST,
    isPart,
  })

test('all of it', () => {
  expect(read({})).toEqual({
    kind: 'filled',
    change: { action: 'ship', version: 3, carrier: 'UPS', trackingNumber: '1Z999' },
  })
})

test('a part of it', () => {
  expect(read({ 'units A': '1', 'units B': '0' }, true)).toMatchObject({
    change: { lines: [{ sku: 'A', quantity: 1 }] },
  })
})

test.each([
  [{ trackingNumber: '' }, false, 'trackingNumber'],
  [{ 'units A': '3' }, true, 'A'],
  [{ 'units A': '-1' }, true, 'A'],
  [{ 'units A': '1.5' }, true, 'A'],
  [{ 'units A': '0', 'units B': '0' }, true, 'lines'],
])('%j, %s: the fault is at %s', (fields, isPart, field) => {
  const answer = read(fields as Record<string, string>, isPart)
  expect(answer.kind === 'faulty' && Object.keys(answer.errors)).toEqual([field])
})
