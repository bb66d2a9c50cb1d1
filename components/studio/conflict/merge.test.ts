import fc from 'fast-check'
import { expect, test } from 'vitest'
import { disputes, merge, proposal } from './merge'

const base = { name: 'Mug', price: 1, care: 'Wash' }

test.each([
  [
    { ...base, name: 'Cup' },
    { ...base, price: 2 },
    { name: 'mine', price: 'theirs' },
  ],
  [{ ...base, name: 'Cup' }, { ...base, name: 'Pot' }, { name: 'both' }],
  [{ ...base, name: 'Cup' }, { ...base, name: 'Cup' }, {}],
  [base, base, {}],
])('%j against %j', (mine, theirs, changed) => {
  const found = disputes({ base, mine, theirs })
  expect(Object.fromEntries(found.map(({ key, changedBy }) => [key, changedBy]))).toEqual(changed)
})

const page = fc.record({ name: fc.nat(2), price: fc.nat(2), care: fc.nat(2) })

test('the proposal loses no change that only one of them made', () => {
  fc.assert(
    fc.property(page, page, page, (base, mine, theirs) => {
      const merged = merge(mine, theirs, proposal(disputes({ base, mine, theirs })))
      for (const key of ['name', 'price', 'care'] as const) {
        if (mine[key] === base[key]) expect(merged[key]).toBe(theirs[key])
        else expect(merged[key]).toBe(mine[key])
      }
    }),
  )
})

test('all of one side is that side', () => {
  fc.assert(
    fc.property(page, page, (mine, theirs) => {
      const found = disputes({ base: mine, mine, theirs })
      const all = (side: 'mine' | 'theirs') => Object.fromEntries(found.map(({ key }) => [key, side]))
      expect(merge(mine, theirs, all('theirs'))).toEqual(theirs)
      expect(merge(mine, theirs, all('mine'))).toEqual(mine)
    }),
  )
})
