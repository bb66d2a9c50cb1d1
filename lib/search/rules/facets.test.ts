import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FacetCell, facets } from './facets'
import { PRICE_BANDS, writePriceRange } from './price-range'

const CATEGORIES = [
  { slug: 'desk', name: 'Desk' },
  { slug: 'kitchen', name: 'Kitchen' },
  { slug: 'lighting', name: 'Lighting' },
]
const product = fc.record({
  category: fc.constantFrom(...CATEGORIES.map(({ slug }) => slug)),
  band: fc.integer({ min: 0, max: PRICE_BANDS.length - 1 }),
  inStock: fc.boolean(),
})
const filters = fc.record({
  categories: fc.subarray(CATEGORIES.map(({ slug }) => slug)),
  band: fc.option(fc.integer({ min: 0, max: PRICE_BANDS.length - 1 })),
  inStock: fc.boolean(),
})

test('each count is the number of products one would see after choosing it', () => {
  fc.assert(
    fc.property(fc.array(product, { maxLength: 40 }), filters, (products, chosen) => {
      const seen = (with_: Partial<typeof chosen>) => {
        const { categories, band, inStock } = { ...chosen, ...with_ }
        return products.filter(
          (one) =>
            (categories.length === 0 || categories.includes(one.category)) &&
            (band === null || one.band === band) &&
            (!inStock || one.inStock),
        ).length
      }
      const cells: FacetCell[] = products.map((one) => ({
        ...one,
        inRange: chosen.band === null || one.band === chosen.band,
        count: 1,
      }))
      const price = chosen.band === null ? null : (PRICE_BANDS[chosen.band] ?? null)
      const counted = facets(cells, CATEGORIES, { ...chosen, price })
      expect(counted.total).toBe(seen({}))
      expect(counted.unfiltered).toBe(products.length)
      expect(counted.inStock).toBe(seen({ inStock: true }))
      for (const { slug, count } of counted.categories) expect(count).toBe(seen({ categories: [slug] }))
      counted.prices.forEach(({ price: band, count }, index) => {
        expect(band).toBe(writePriceRange(PRICE_BANDS[index]!))
        expect(count).toBe(seen({ band: index }))
      })
    }),
  )
})
