import fc from 'fast-check'
import { expect, test } from 'vitest'
import { branchNames } from './branch-names'

test.each([
  ['feature/new-cart', 'feature-new-cart-c7660546'],
  ['main', 'main-0d6e4079'],
  ['Café/Ändern', 'cafe-andern-'],
  ['日本', 'branch-'],
  ['--', 'branch-'],
])('%s is called %s…', (branch, slug) => {
  expect(branchNames(branch).slug).toMatch(new RegExp(`^${slug}`))
})

test('a branch that CI names in full is the same branch', () => {
  expect(branchNames('refs/heads/feature/new-cart')).toEqual(branchNames('feature/new-cart'))
})

test('branches that read alike are told apart', () => {
  const alike = [
    'feature/cart',
    'feature-cart',
    'Feature/Cart',
    'feature//cart',
    `feature/cart${'x'.repeat(90)}`,
  ]
  const long = [`feature/${'long-'.repeat(30)}a`, `feature/${'long-'.repeat(30)}b`]
  const slugs = [...alike, ...long].map((branch) => branchNames(branch).slug)
  expect(new Set(slugs).size).toBe(slugs.length)
})

test('whatever a branch is called, its names are safe for DNS, Postgres and Redis', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 300 })), (branch) => {
      const { slug, database, fulfillmentDatabase, redisPrefix } = branchNames(branch)
      expect(slug).toMatch(/^[a-z0-9]([a-z0-9-]{0,31}[a-z0-9])?$/)
      expect(slug).not.toContain('--')
      for (const name of [database, fulfillmentDatabase]) expect(name).toMatch(/^[a-z_][a-z0-9_]{0,62}$/)
      expect(redisPrefix).toMatch(/^[\w-]{1,64}$/)
    }),
    { numRuns: 2_000 },
  )
})
