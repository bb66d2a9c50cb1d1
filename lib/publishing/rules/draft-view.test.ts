import fc from 'fast-check'
import { expect, test } from 'vitest'
import { richTextOf } from '../../core/rich-text'
import { ProductDraft } from '../schema'
import { productFromDraft } from './draft-view'

const CATEGORY = '01920000-0000-7000-8000-00000000000c'
const categories = [{ id: CATEGORY, slug: 'lighting', name: 'Lighting', version: 1 }]
const empty: ProductDraft = {
  slug: '',
  name: '',
  tagline: '',
  body: { type: 'doc', content: [] },
  details: [],
  care: '',
  categoryId: CATEGORY,
  images: [],
  goesWith: [],
  seoTitle: '',
  seoDescription: '',
  variants: [],
}
const variant = (over: Partial<ProductDraft['variants'][number]>) => ({
  sku: 'A',
  options: {},
  price: 100,
  imageKey: '',
  active: true,
  ...over,
})
const viewOf = (draft: ProductDraft) =>
  productFromDraft({
    id: 'x',
    slug: 'now-here',
    revision: 3,
    currency: 'USD',
    draft,
    categories,
    companions: [],
  })

test('a draft with nothing in it is a page with a blank variant', () => {
  const view = viewOf(empty)
  expect(view).toMatchObject({ name: 'No name yet', slug: 'now-here', version: 3, priceFrom: 0, photos: [] })
  expect(view.variants).toHaveLength(1)
})

test('the page stays where it is while its address changes, and its words are the draft’s', () => {
  const view = viewOf({ ...empty, slug: 'other', name: 'Lamp', body: richTextOf('New words.') })
  expect(view).toMatchObject({ slug: 'now-here', name: 'Lamp', description: 'New words.' })
  expect(view.category).toEqual({ slug: 'lighting', name: 'Lighting' })
})

test('what is no longer sold is left out, unless there is nothing else', () => {
  const gone = variant({ sku: 'GONE', active: false })
  expect(viewOf({ ...empty, variants: [gone, variant({})] }).variants.map(({ sku }) => sku)).toEqual(['A'])
  expect(viewOf({ ...empty, variants: [gone] }).variants.map(({ sku }) => sku)).toEqual(['GONE'])
})

test('variants can always be told apart', () => {
  const skus = fc.array(fc.constantFrom('', 'A', 'B', 'C'), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(skus, (list) => {
      const view = viewOf({ ...empty, variants: list.map((sku) => variant({ sku })) })
      expect(new Set(view.variants.map(({ sku }) => sku)).size).toBe(list.length)
    }),
  )
})
