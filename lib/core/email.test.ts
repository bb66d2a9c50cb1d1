import { expect, test } from 'vitest'
import { asciiEmail, isSameEmail } from './email'

test.each([
  ['ada@example.com', 'ada@example.com'],
  [' ada@example.com\n', 'ada@example.com'],
  ['Ada.Lovelace+shop@Example.COM', 'Ada.Lovelace+shop@example.com'],
  ['ada@münchen.de', 'ada@xn--mnchen-3ya.de'],
  ['ada@MÜNCHEN.de', 'ada@xn--mnchen-3ya.de'],
  ["o'brien@example.co.uk", "o'brien@example.co.uk"],
  ['ada@日本語.jp', 'ada@xn--wgv71a119e.jp'],
])('%j is sent as %s', (typed, ascii) => {
  expect(asciiEmail(typed)).toBe(ascii)
})

test.each([
  '',
  'ada',
  '@example.com',
  'ada@',
  'ada@localhost',
  'ada@@example.com',
  'ada @example.com',
  'a..b@example.com',
  'ada@exa mple.com',
  'ada@example.com/x',
  'ada@example.com:80',
  'ada@1.2.3.4',
  'ada@[::1]',
  'ada@example.c',
  'ädä@example.com',
  `${'a'.repeat(250)}@example.com`,
])('%j is no email address', (typed) => {
  expect(asciiEmail(typed)).toBeNull()
})

test('two ways to write one mailbox are the same; what is no address is nobody’s', () => {
  expect(isSameEmail('Ada@münchen.de ', 'ada@XN--MNCHEN-3YA.DE')).toBe(true)
  expect(isSameEmail('ada@example.com', 'ada@example.org')).toBe(false)
  expect(isSameEmail('', '')).toBe(false)
})
