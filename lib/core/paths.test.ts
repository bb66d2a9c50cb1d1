import { expect, test } from 'vitest'
import { catalogPath, categoryPath, pagePath, productPath } from './paths'

test.each([
  ['/p/arc-table-lamp', { kind: 'product', slug: 'arc-table-lamp' }],
  ['/c/lighting', { kind: 'category', slug: 'lighting' }],
  ['/p/%61rc', { kind: 'product', slug: 'arc' }],
  ['/p/%00', { kind: 'product', slug: '\0' }],
  ['/p/%ff', { kind: 'product', slug: null }],
  ['/p/', { kind: 'product', slug: null }],
  ['/p/a/b', { kind: 'product', slug: null }],
  ['/p/a%2Fb', { kind: 'product', slug: 'a/b' }],
  ['/p', null],
  ['/P/arc', null],
  ['/', null],
  ['/cart', null],
  ['/pages/x', null],
])('%s is the address of %o', (path, page) => {
  expect(catalogPath(path)).toEqual(page)
})

test('a page’s path leads back to it', () => {
  expect(catalogPath(productPath('arc'))).toEqual({ kind: 'product', slug: 'arc' })
  expect(catalogPath(categoryPath('desk'))).toEqual({ kind: 'category', slug: 'desk' })
  expect(pagePath('home', '')).toBe('/')
})
