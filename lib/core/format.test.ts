import { expect, test } from 'vitest'
import {
  currencySign,
  decimalMoney,
  formatClock,
  formatCount,
  formatDay,
  formatDayOfYear,
  formatDifference,
  formatMoment,
  formatMoney,
  formatRoundMoney,
  formatSeconds,
  formatTime,
  formatUnits,
  minorDigits,
} from './format'

const AT = '2026-11-27T14:41:00Z'

test.each([
  [formatCount(1_999_717), '1,999,717'],
  [formatUnits(1, 'product'), '1 product'],
  [formatUnits(1_204, 'product'), '1,204 products'],
  [formatUnits(0, 'category', 'categories'), '0 categories'],
  [formatDifference(1_200), '+1,200'],
  [formatDifference(-3), '-3'],
  [formatSeconds(1_234), '1.2 s'],
  [formatMoney({ amount: 148_000, currency: 'USD' }), '$1,480.00'],
  [formatMoney({ amount: 1_480, currency: 'JPY' }), '¥1,480'],
  [formatRoundMoney({ amount: 5_000, currency: 'USD' }), '$50'],
  [formatRoundMoney({ amount: 123_450, currency: 'USD' }), '$1,234.50'],
  [decimalMoney({ amount: 123_456_789, currency: 'USD' }), '1234567.89'],
  [decimalMoney({ amount: 1_480, currency: 'JPY' }), '1480'],
  [currencySign('USD'), '$'],
  [formatDay(AT, 'utc'), 'Nov 27, 2026'],
  [formatDayOfYear(AT, 'utc'), 'Nov 27'],
  [formatClock(AT, 'utc'), '14:41'],
  // Between the time and its half of the day, Intl writes a narrow space that does not break.
  [formatTime(AT, 'utc').replace(/\s/g, ' '), '2:41 PM'],
  [formatMoment(AT, 'utc').replace(/\s/g, ' '), 'Nov 27, 2026, 2:41 PM'],
])('%j reads %j', (written, expected) => {
  expect(written).toBe(expected)
})

test('digits after the point follow the currency', () => {
  expect([minorDigits('USD'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3])
})

test('a day in UTC is the same wherever it is written', () => {
  expect(formatDay('2026-11-27T23:59:59Z', 'utc')).toBe('Nov 27, 2026')
  expect(formatDay('2026-11-28T00:00:00Z', 'utc')).toBe('Nov 28, 2026')
})
