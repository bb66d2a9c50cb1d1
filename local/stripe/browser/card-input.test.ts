import { describe, expect, it } from 'vitest'
import { brandOf, checkCard, formatExpiry, formatNumber, readCard } from './card-input.js'

describe('formatting as one types', () => {
  it.each([
    ['4242424242424242', '4242 4242 4242 4242', 'Visa'],
    ['42424', '4242 4', 'Visa'],
    ['4242-4242 4242x4242', '4242 4242 4242 4242', 'Visa'],
    ['5555555555554444', '5555 5555 5555 4444', 'Mastercard'],
    ['378282246310005', '3782 822463 10005', 'American Express'],
    ['', '', ''],
  ])('number %s', (typed, shown, brand) => {
    expect(formatNumber(typed)).toBe(shown)
    expect(formatNumber(shown)).toBe(shown)
    expect(brandOf(shown)).toBe(brand)
  })

  it.each([
    ['1', '1'],
    ['12', '12 / '],
    ['5', '05 / '],
    ['1/', '01 / '],
    ['1234', '12 / 34'],
    ['12 / 345', '12 / 34'],
    ['12/2034', '12 / 34'],
    ['1/34', '01 / 34'],
  ])('expiry %s', (typed, shown) => {
    expect(formatExpiry(typed)).toBe(shown)
  })

  it('lets the slash be deleted', () => {
    expect(formatExpiry('12 /', true)).toBe('12')
    expect(formatExpiry('1', true)).toBe('1')
  })
})

describe('what is wrong with a card', () => {
  const now = new Date(2026, 10, 15)
  const codes = (number: string, expiry: string, cvc: string) =>
    checkCard(readCard(number, expiry, cvc), now).map(({ field, code }) => `${field} ${code}`)

  it.each([
    ['4242 4242 4242 4242', '11 / 26', '123', []],
    ['3782 822463 10005', '12 / 34', '1234', []],
    ['', '', '', ['number incomplete_number', 'expiry incomplete_expiry', 'cvc incomplete_cvc']],
    ['4242 4242 4242 4241', '12 / 34', '123', ['number invalid_number']],
    ['4242 4242 4242 424', '12 / 34', '123', ['number incomplete_number']],
    ['4242 4242 4242 4242', '12 / 3', '123', ['expiry incomplete_expiry']],
    ['4242 4242 4242 4242', '13 / 34', '123', ['expiry invalid_expiry_month']],
    ['4242 4242 4242 4242', '12 / 25', '123', ['expiry invalid_expiry_year_past']],
    ['4242 4242 4242 4242', '10 / 26', '123', ['expiry invalid_expiry_month_past']],
    ['3782 822463 10005', '12 / 34', '123', ['cvc incomplete_cvc']],
  ])('%s, %s, %s', (number, expiry, cvc, expected) => {
    expect(codes(number, expiry, cvc)).toEqual(expected)
  })
})
