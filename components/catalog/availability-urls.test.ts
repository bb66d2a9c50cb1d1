import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AvailabilityQuery, MAX_SKUS_PER_REQUEST } from '@/lib/inventory/schema'
import { availabilityUrls } from './availability-urls'

const asked = (url: string) => new URL(url, 'http://shop').searchParams.getAll('sku')
const listing = fc.array(fc.stringMatching(/^[A-Z]{3}-[A-Z0-9]{3}$/), { maxLength: 180 })

test('one product is one address, its SKUs in one order', () => {
  expect(availabilityUrls(['B-2', 'A-1', 'B-2'])).toEqual(['/api/availability?sku=A-1&sku=B-2'])
})

test('a listing of 180 SKUs is asked for in four requests', () => {
  const skus = Array.from({ length: 180 }, (_, i) => `SKU-${i}`)
  expect(availabilityUrls(skus).map((url) => asked(url).length)).toEqual([50, 50, 50, 30])
})

test('every SKU is asked for once, in requests that the shop takes, whatever the order of the list', () => {
  fc.assert(
    fc.property(listing, (skus) => {
      const urls = availabilityUrls(skus)
      expect(urls.flatMap(asked).sort()).toEqual([...new Set(skus)].sort())
      expect(urls).toHaveLength(Math.ceil(new Set(skus).size / MAX_SKUS_PER_REQUEST))
      expect(urls.every((url) => AvailabilityQuery.safeParse({ sku: asked(url) }).success)).toBe(true)
      expect(availabilityUrls([...skus].reverse())).toEqual(urls)
    }),
  )
})
