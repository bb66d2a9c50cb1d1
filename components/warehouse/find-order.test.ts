import { expect, test } from 'vitest'
import { findOrder } from './find-order'

const NUMBERS = ['F51-7K3M-9QXT-2A4D', 'F51-7K3M-AAAA-BBBB']

test.each([
  ['F51-7K3M-9QXT-2A4D', 'F51-7K3M-9QXT-2A4D'],
  ['f51 7k3m 9qxt 2a4d\n', 'F51-7K3M-9QXT-2A4D'],
  ['bbbb', 'F51-7K3M-AAAA-BBBB'],
])('%j finds %s', (wanted, number) => {
  expect(findOrder(wanted, NUMBERS)).toEqual({ kind: 'found', number })
})

test.each(['', ' - ', 'F51-ZZZZ'])('%j finds none', (wanted) => {
  expect(findOrder(wanted, NUMBERS)).toEqual({ kind: 'none' })
})

test('a part that two numbers have finds both', () => {
  expect(findOrder('7K3M', NUMBERS)).toEqual({ kind: 'several', count: 2 })
})
