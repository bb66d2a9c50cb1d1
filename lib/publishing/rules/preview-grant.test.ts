import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grants, grantText, type PreviewGrant, readGrantText } from './preview-grant'

const ID = '01920000-0000-7000-8000-000000000001'
const OTHER = '01920000-0000-7000-8000-000000000002'
const product = { kind: 'product', id: ID } as const
const NOW = 1_700_000_000

const grant = fc.record({
  page: fc.oneof(
    fc.constant('all' as const),
    fc.constant({ kind: 'home' as const, id: 'home' as const }),
    fc.record({ kind: fc.constantFrom('product' as const, 'category' as const), id: fc.uuid() }),
  ),
  expiresAt: fc.integer({ min: 1, max: 4_102_444_800 }),
})

test('a grant is read as it was written', () => {
  fc.assert(
    fc.property(grant, (one) => {
      expect(readGrantText(grantText(one))).toEqual(one)
    }),
  )
})

test('any other text grants nothing', () => {
  const texts = [
    '',
    'p',
    `p.${ID}`,
    `x.${ID}.abc`,
    `h.${ID}.abc`,
    'p.home.abc',
    `p.${ID}.`,
    `p.${ID}.-1`,
    `p.${ID}.1.2`,
  ]
  for (const text of texts) expect(readGrantText(text), text).toBeNull()
  fc.assert(fc.property(fc.string(), (text) => void readGrantText(text)))
})

test.each<[string, PreviewGrant, boolean, boolean]>([
  ['its page', { page: product, expiresAt: NOW + 1 }, false, true],
  ['its page, but late', { page: product, expiresAt: NOW }, false, false],
  ['another page', { page: { kind: 'product', id: OTHER }, expiresAt: NOW + 1 }, false, false],
  ['a category of the same id', { page: { kind: 'category', id: ID }, expiresAt: NOW + 1 }, false, false],
  ['all pages to a marketer', { page: 'all', expiresAt: NOW + 1 }, true, true],
  ['all pages to anyone else', { page: 'all', expiresAt: NOW + 1 }, false, false],
  ['all pages to a marketer, but late', { page: 'all', expiresAt: NOW }, true, false],
])('%s', (_, given, isMarketer, expected) => {
  expect(grants(given, product, { now: NOW, isMarketer })).toBe(expected)
})
