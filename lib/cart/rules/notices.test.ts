import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CartNotice } from '../schema'
import { clampedNotice, holdNotice, noLongerSoldNotice } from './notices'

const line = { sku: 'LMP-BRS', name: 'Lamp', quantity: 3, held: 0, available: 3, taken: false, payable: 0 }

test.each([
  ['held in full', { held: 3 }, null],
  ['held more than in the cart', { held: 5 }, null],
  ['nobody knows', { held: null }, null],
  ['lapsed, all still there', {}, /not held for you any more, but it is still there/],
  ['lapsed, some there', { available: 2 }, /Only 2 of your 3 × Lamp/],
  ['held in part', { held: 2, available: 2 }, /Only 2 of your 3 × Lamp/],
  ['lapsed, gone', { available: 0 }, /The last Lamp went to someone else/],
])('%s', (_, change, expected) => {
  const notice = holdNotice({ ...line, ...change })
  if (expected === null) expect(notice).toBeNull()
  else
    expect(notice).toEqual({ code: 'hold_lapsed', sku: line.sku, message: expect.stringMatching(expected) })
})

test.each([
  [
    'taken, gone',
    { taken: true, available: 0 },
    'hold_taken',
    /Lamp went to someone who was paying, while yours waited\.$/,
  ],
  [
    'taken in part',
    { taken: true, held: 1, available: 1 },
    'hold_taken',
    /Some of your 3 × Lamp went to someone/,
  ],
  ['taken, but there again', { taken: true }, 'hold_lapsed', /still there/],
  [
    'taken, and fought over',
    { taken: true, available: 0, payable: 5 },
    'hold_taken',
    /Whoever pays first gets it/,
  ],
  ['not held, who pays first gets it', { available: 0, payable: 3 }, 'not_held', /can’t hold it for you/],
  ['fewer to be had than wanted', { available: 0, payable: 2 }, 'hold_lapsed', /went to someone else/],
] as const)('%s', (_, change, code, expected) => {
  expect(holdNotice({ ...line, ...change })).toEqual({
    code,
    sku: line.sku,
    message: expect.stringMatching(expected),
  })
})

test('a clamped line says what it was changed to', () => {
  expect(clampedNotice({ sku: 'A1', name: 'Lamp', left: 0 }).message).toContain('took it out')
  expect(clampedNotice({ sku: 'A1', name: 'Lamp', left: 1 }).message).toContain('1 × Lamp is left')
  expect(clampedNotice({ sku: 'A1', name: 'Lamp', left: 2 }).message).toContain('2 × Lamp are left')
})

test('a notice comes when and only when a known hold falls short, and never promises more than there is', () => {
  const units = fc.integer({ min: 0, max: 20 })
  fc.assert(
    fc.property(units, fc.option(units), units, (quantity, held, available) => {
      const notice = holdNotice({ ...line, quantity, held, available })
      expect(notice !== null).toBe(held !== null && held < quantity)
      if (!notice) return
      expect(CartNotice.safeParse(notice).success).toBe(true)
      expect(notice.message.includes('still there')).toBe(available >= quantity)
    }),
  )
})

test('all notices fit the contract', () => {
  for (const notice of [noLongerSoldNotice('A1'), clampedNotice({ sku: 'A1', name: 'Lamp', left: 2 })]) {
    expect(CartNotice.parse(notice)).toEqual(notice)
  }
})
