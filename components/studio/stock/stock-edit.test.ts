import { expect, test } from 'vitest'
import { readStockForm } from './stock-edit'

const ID = '00000000-0000-4000-8000-000000000001'
const ROW = { sku: 'RDG-INK', options: {}, onHand: 10, reserved: 2, version: 5 }
const read = (mode: 'delta' | 'count', amount: string, reason = 'Counted') =>
  readStockForm({ mode, amount, reason }, ROW, ID)

test.each([
  ['12', 12, 22],
  ['+12', 12, 22],
  ['-3', -3, 7],
  ['−3', -3, 7],
  [' -8 ', -8, 2],
])('by %s', (typed, delta, after) => {
  expect(read('delta', typed)).toEqual({ ok: true, edit: { delta, reason: 'Counted', editId: ID }, after })
})

test('to how many names the version that was seen', () => {
  expect(read('count', '40')).toEqual({
    ok: true,
    edit: { onHand: 40, version: 5, reason: 'Counted', editId: ID },
    after: 40,
  })
})

test.each([
  ['delta', '', /whole number/],
  ['delta', '1.5', /whole number/],
  ['delta', '0', /more than none/],
  ['delta', '-9', /2 of them are being paid/],
  ['count', '-1', /whole number/],
  ['count', '1', /2 of them are being paid/],
  ['count', '9999999', /shelf/],
] as const)('%s “%s” is refused beside its field', (mode, typed, words) => {
  const form = read(mode, typed)
  expect(form.ok ? '' : form.errors.amount).toMatch(words)
})

test('a change without a reason is refused', () => {
  expect(read('delta', '1', ' ')).toEqual({ ok: false, errors: { reason: expect.stringMatching(/why/) } })
})
