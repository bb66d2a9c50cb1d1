import { expect, test } from 'vitest'
import { mayActAs } from './may-act-as'

test('an admin may do what anyone may, a shopper what shoppers may', () => {
  expect(mayActAs(['shopper', 'admin'], 'warehouse')).toBe(true)
  expect(mayActAs(['shopper', 'warehouse'], 'warehouse')).toBe(true)
  expect(mayActAs(['shopper', 'marketer'], 'warehouse')).toBe(false)
  expect(mayActAs([], 'shopper')).toBe(false)
})
