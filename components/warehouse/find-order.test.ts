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

test.each([
  ['', 'Scan a number'],
  ['F51-ZZZZ', 'No order on the board has the number F51-ZZZZ.'],
  ['7K3M', '2 orders have that'],
])('%j finds none: %s', (wanted, why) => {
  expect(findOrder(wanted, NUMBERS)).toMatchObject({ kind: 'unclear', why: expect.stringContaining(why) })
})
