import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PHOTO_WIDTHS, Sku, Slug } from '../../lib/catalog/schema'
import { catalogue, onSaleSince, photos, photosOf, seedId } from './catalogue'
import { variation } from './variations'

test('every product has its photographs, and every photograph its files in each width it has', () => {
  for (const product of catalogue.products) {
    expect(photosOf(product).map(({ key }) => key)).toEqual([
      ...new Set(product.variants.map(({ photo }) => photo)),
      `${product.slug}-detail`,
    ])
  }
  for (const { key, width, height, alt, blurDataUrl } of photos.values()) {
    expect(alt.length, key).toBeGreaterThan(20)
    expect(blurDataUrl).toMatch(/^data:image\/webp;base64,/)
    if (key !== 'home-hero') expect(width / height).toBeCloseTo(4 / 5)
    for (const size of PHOTO_WIDTHS.filter((size) => size <= width)) {
      for (const type of ['avif', 'webp']) {
        expect(existsSync(`public/photos/${key}-${size}.${type}`), `${key}-${size}.${type}`).toBe(true)
      }
    }
  }
})

test('what goes with a product exists', () => {
  const slugs = new Set(catalogue.products.map(({ slug }) => slug))
  for (const { goesWith } of catalogue.products) {
    for (const slug of goesWith) expect(slugs).toContain(slug)
  }
})

test('variations are the same every time, with slugs and SKUs of their own', () => {
  const count = 2_000
  const made = Array.from({ length: count }, (_, index) => variation(index).product)
  expect(made).toEqual(Array.from({ length: count }, (_, index) => variation(index).product))
  const slugs = [...catalogue.products, ...made].map(({ slug }) => Slug.parse(slug))
  const skus = [...catalogue.products, ...made].flatMap(({ variants }) =>
    variants.map(({ sku }) => Sku.parse(sku)),
  )
  expect(new Set(slugs).size).toBe(slugs.length)
  expect(new Set(skus).size).toBe(skus.length)
})

test('a seeded id is a UUIDv7 that depends on its name and time alone', () => {
  const id = seedId('product arc-table-lamp', onSaleSince(0))
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(seedId('product arc-table-lamp', onSaleSince(0))).toBe(id)
  expect(seedId('product halo-pendant', onSaleSince(0))).not.toBe(id)
  expect(seedId('product arc-table-lamp', onSaleSince(1))).not.toBe(id)
})
