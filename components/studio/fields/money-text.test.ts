import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencySign, decimalMoney } from '@/lib/core/format'
import { parseMoneyText } from './money-text'

test.each([
  ['148', 'USD', 14_800],
  ['148.', 'USD', 14_800],
  ['148.5', 'USD', 14_850],
  ['$1,480.00', 'USD', 148_000],
  ['USD 12.30', 'USD', 1_230],
  ['  12.30 ', 'USD', 1_230],
  ['0.29', 'USD', 29],
  ['1480', 'JPY', 1_480],
  ['100000', 'USD', 10_000_000],
  ['', 'USD', null],
  ['free', 'USD', null],
  ['-5', 'USD', null],
  ['1.234', 'USD', null],
  ['14,80', 'USD', null],
  ['1480.5', 'JPY', null],
  ['1e3', 'USD', null],
  ['100000.01', 'USD', null],
])('%j in %s is %j', (text, currency, amount) => {
  expect(parseMoneyText(text, currency)).toBe(amount)
})

test('what is written is read back, to the cent', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.constantFrom('USD', 'EUR', 'JPY'),
      (amount, currency) => {
        expect(parseMoneyText(decimalMoney({ amount, currency }), currency)).toBe(amount)
      },
    ),
  )
})

test('the sign stands for itself', () => {
  expect(currencySign('USD')).toBe('$')
})
