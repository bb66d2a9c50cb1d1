import { expect, test } from 'vitest'
import { pickList } from './pick-list'

const line = (sku: string, quantity: number, place: string | null, shipped = 0) => ({
  sku,
  name: `Thing ${sku}`,
  options: {},
  quantity,
  shipped,
  place,
})

test('each thing once, shelf by shelf, with what each order gets', () => {
  const list = pickList([
    { orderNumber: 'F51-1', lines: [line('A', 2, 'A10'), line('B', 1, 'A2')] },
    { orderNumber: 'F51-2', lines: [line('A', 1, 'A10'), line('C', 4, null)] },
  ])
  expect(list.map(({ place, sku, quantity }) => [place, sku, quantity])).toEqual([
    ['A2', 'B', 1],
    ['A10', 'A', 3],
    [null, 'C', 4],
  ])
  expect(list[1]?.orders).toEqual([
    { orderNumber: 'F51-1', quantity: 2 },
    { orderNumber: 'F51-2', quantity: 1 },
  ])
})

test('what has left is not picked again', () => {
  expect(
    pickList([{ orderNumber: 'F51-1', lines: [line('A', 2, 'A1', 2), line('B', 3, 'A1', 1)] }]),
  ).toMatchObject([{ sku: 'B', quantity: 2 }])
})
