import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textFault, textFaults } from './text'

test.each([
  ['Ada Lovelace', null, null],
  ['李小龍 👩‍👩‍👧 مرحبا', null, null],
  ['', null, null],
  ['a\nb', 'Has a line break.', null],
  ['a\r\nb', 'Has a line break.', null],
  ['a\u2028b', 'Has a line break.', null],
  ['a\tb', 'Holds a control character.', null],
  ['a\u0000b', 'Holds a control character.', 'Holds a control character.'],
  ['a\u001bb', 'Holds a control character.', 'Holds a control character.'],
  ['a\u0085b', 'Holds a control character.', 'Holds a control character.'],
  ['a\u007fb', 'Holds a control character.', 'Holds a control character.'],
  ['a\ud800b', 'Holds half of a character.', 'Holds half of a character.'],
  ['\udc00', 'Holds half of a character.', 'Holds half of a character.'],
])('%j as a line: %s, as lines: %s', (text, asLine, asLines) => {
  expect(textFault(text, 'line')).toBe(asLine)
  expect(textFault(text, 'lines')).toBe(asLines)
})

test('each fault is named by its path, members of any depth included', () => {
  const value = { name: 'a\u0000', lines: [{ sku: 'A' }, { sku: 'B\n' }], 'odd\u0001': 1, fine: 'é' }
  expect(
    textFaults(value, 'line')
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['', 'lines.1.sku', 'name'])
  expect(textFaults('x\u0000', 'line')).toEqual([{ path: '', message: 'Holds a control character.' }])
})

test('what nests too deeply is a fault, and does not exhaust the stack', () => {
  const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))
  expect(textFaults(deep, 'line')).toMatchObject([{ message: 'Is nested too deeply.' }])
})

test('a text passes exactly when it is well-formed and has no control character', () => {
  const unit = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0xa0 }))
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 6 }), (units) => {
      const text = String.fromCharCode(...units)
      const isOdd = units.some(
        (one) => one < 32 || (one > 126 && one < 160) || one === 0x2028 || one === 0x2029,
      )
      expect(textFault(text, 'line') !== null).toBe(isOdd || !text.isWellFormed())
    }),
  )
})
