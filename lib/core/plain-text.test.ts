import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanLine } from './plain-text'

test.each([
  ['plain', 'Arc Table Lamp', 'Arc Table Lamp'],
  ['breaks and tabs', 'a\r\nb\tc\u2028d', 'a b c d'],
  ['NUL and bells', 'a\u0000b\u0007c\u009bd', 'abcd'],
  ['text turned round', 'a\u202egnp.exe', 'agnp.exe'],
  ['isolates and marks', '\u2066a\u2069\u200e\u200f', 'a'],
  ['no width', 'a\u200bb\ufeffc', 'abc'],
  ['half a character', 'a\ud800b', 'ab'],
  ['a family of three', '👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
  ['Persian', 'می\u200cخواهم', 'می\u200cخواهم'],
])('%s', (_, text, clean) => {
  expect(cleanLine(text)).toBe(clean)
})

test('cleaning is done once and for all, and what comes out any database takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
      const clean = cleanLine(text)
      expect(cleanLine(clean)).toBe(clean)
      expect(clean.isWellFormed() && !/[\u0000-\u001f]/.test(clean)).toBe(true)
    }),
  )
})
