import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillParcel, restOf } from './fill-parcel'

const line = (sku: string, quantity: number, shipped = 0) => ({ sku, quantity, shipped })

test('without a quantity it takes all that is left', () => {
  expect(fillParcel([line('A', 3, 1), line('B', 1, 1)])).toEqual({
    kind: 'filled',
    lines: [{ sku: 'A', quantity: 2 }],
    isWhole: true,
  })
})

test.each([
  ['a part', [{ sku: 'A', quantity: 1 }], { kind: 'filled', isWhole: false }],
  [
    'the rest by hand',
    [
      { sku: 'A', quantity: 2 },
      { sku: 'B', quantity: 1 },
    ],
    { kind: 'filled', isWhole: true },
  ],
  ['more than is left', [{ sku: 'A', quantity: 3 }], { kind: 'too_many', sku: 'A', left: 2 }],
  [
    'twice the same, too many together',
    [
      { sku: 'A', quantity: 2 },
      { sku: 'A', quantity: 1 },
    ],
    { kind: 'too_many', sku: 'A', left: 2 },
  ],
  ['what was not ordered', [{ sku: 'X', quantity: 1 }], { kind: 'too_many', sku: 'X', left: 0 }],
])('%s', (_, wanted, outcome) => {
  expect(fillParcel([line('A', 2), line('B', 1)], wanted)).toMatchObject(outcome)
})

test('however it is split, every unit leaves exactly once', () => {
  const orders = fc.dictionary(fc.stringMatching(/^[A-D]$/), fc.integer({ min: 1, max: 9 }), { minKeys: 1 })
  fc.assert(
    fc.property(
      orders,
      fc.array(fc.tuple(fc.stringMatching(/^[A-D]$/), fc.integer({ min: 1, max: 5 }))),
      (order, tries) => {
        const lines = Object.entries(order).map(([sku, quantity]) => line(sku, quantity))
        for (const [sku, quantity] of tries) {
          const filled = fillParcel(lines, [{ sku, quantity }])
          if (filled.kind === 'too_many') continue
          for (const taken of filled.lines)
            lines.find((one) => one.sku === taken.sku)!.shipped += taken.quantity
          expect(filled.isWhole).toBe(restOf(lines).length === 0)
        }
        for (const { quantity, shipped } of lines) expect(shipped).toBeLessThanOrEqual(quantity)
      },
    ),
  )
})
