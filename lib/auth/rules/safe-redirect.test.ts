import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeRedirect } from './safe-redirect'

const OWN = 'https://shop.example'

test.each(['/', '/account', '/orders/F51-1?x=1#y', `${OWN}/warehouse`])('%s stays', (wanted) => {
  expect(safeRedirect(wanted, OWN)).toBe(new URL(wanted, OWN).href)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example',
  'https://shop.example.evil.example/',
  'https://shop.example@evil.example/',
  'https://evil.example/shop.example/',
  'http://shop.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  'evil.example',
  '',
  ' //evil.example',
  '////evil.example',
  'https:evil.example',
  'https:/evil.example',
])('%j leads to our start page', (wanted) => {
  expect(safeRedirect(wanted, OWN)).toBe(OWN)
})

test('nothing leaves the site', () => {
  const pieces = fc.constantFrom(
    '/',
    '\\',
    '@',
    ':',
    '.',
    '?',
    '#',
    '\t',
    'https:',
    'evil.example',
    'shop.example',
    '%2f',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      expect(new URL(safeRedirect(parts.join(''), OWN)).origin).toBe(OWN)
    }),
    { numRuns: 5_000 },
  )
})
