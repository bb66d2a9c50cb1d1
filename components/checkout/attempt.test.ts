import { expect, test } from 'vitest'
import { attemptFor, keyFromAddress } from './attempt'

const stored = { key: 'b6a3f6f0-1d7a-4a53-9c49-0f4bb4d53d11', cartId: 'cart', terms: 'terms', sentAt: 1 }

test('the same terms keeps its key, so that a retry continues the same order', () => {
  expect(attemptFor(stored, { cartId: 'cart', terms: 'terms' }).key).toBe(stored.key)
})

test.each([
  ['another cart', { cartId: 'other', terms: 'terms' }],
  ['other details', { cartId: 'cart', terms: 'other' }],
])('%s is another attempt', (_, terms) => {
  expect(attemptFor(stored, terms).key).not.toBe(stored.key)
  expect(attemptFor(null, terms)).toMatchObject(terms)
})

test.each([
  ['?key=b6a3f6f0-1d7a-4a53-9c49-0f4bb4d53d11&payment_intent=pi_1', stored.key],
  ['?key=nonsense', null],
  ['?key=', null],
  ['', null],
])('the key of %j is %j', (search, key) => {
  expect(keyFromAddress(search)).toBe(key)
})
