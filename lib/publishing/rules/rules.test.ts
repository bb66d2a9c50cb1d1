import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Slug } from '../../catalog/schema'
import type { RichText } from '../../core/rich-text'
import { ProductContent, type ProductDraft } from '../schema'
import { newProductDraft } from './default-content'
import { describeChanges } from './describe-changes'
import { freeSlug, slugFromName } from './slug-from-name'
import { markdownOf } from './markdown-of'

const [LIGHT, DESK, LAMP] = [1, 2, 3].map((n) => `01920000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
]
const photo = (key: string, alt = key) => ({ key, alt, width: 4, height: 5, blurDataUrl: 'data:' })
const variant = (sku: string, more: Partial<ProductDraft['variants'][number]> = {}) => ({
  ...{ sku, options: { Finish: sku }, price: 18900, imageKey: 'a', active: true },
  ...more,
})
const words = (text: string): RichText => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})
const PAGE: ProductDraft = {
  ...newProductDraft({ slug: 'lamp', name: 'Lamp', categoryId: LIGHT }),
  body: words('A lamp.'),
  tagline: 'Light.',
  images: [photo('a'), photo('b')],
  variants: [variant('AA'), variant('BB')],
}
const names = new Map([
  [LIGHT, 'Lighting'],
  [DESK, 'Desk & shelf'],
  [LAMP, 'Arc Table Lamp'],
])
const changes = (after: Partial<ProductDraft>, before: Partial<ProductDraft> = {}) =>
  describeChanges({ kind: 'product', before: { ...PAGE, ...before }, after: { ...PAGE, ...after } }, names)

const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) })

describe('an address made of a name', () => {
  test.each([
    ['Arc Table Lamp', 'arc-table-lamp'],
    ['  Crème brûlée — Nº 2! ', 'creme-brulee-no-2'],
    ['Straße', 'strasse'],
    ['日本語', 'product'],
    ['---', 'product'],
    ['a'.repeat(200), 'a'.repeat(75)],
  ])('%s → %s', (name, slug) => {
    expect(slugFromName(name)).toBe(slug)
  })

  test('is one, whatever the name', () => {
    fc.assert(
      fc.property(anyText, fc.nat(1000), (name, used) => {
        const base = slugFromName(name)
        const taken = new Set([base, ...Array.from({ length: used }, (_, index) => `${base}-${index + 2}`)])
        const free = freeSlug(base, taken)
        expect(Slug.safeParse(free).success && !taken.has(free)).toBe(true)
      }),
    )
  })
})

describe('what has changed, in words', () => {
  test('nothing, where nothing has', () => {
    expect(changes({})).toEqual([])
    const turned = PAGE.variants.map((one) => ({
      ...one,
      options: Object.fromEntries(Object.entries(one.options).reverse()),
    }))
    expect(changes({ variants: turned })).toEqual([])
  })

  test.each<[string, Partial<ProductDraft>, [string, string, string, string]]>([
    ['name', { name: 'Arc' }, ['name', 'Name', 'Lamp', 'Arc']],
    ['address', { slug: 'arc' }, ['slug', 'Address', '/p/lamp', '/p/arc']],
    ['category by its name', { categoryId: DESK }, ['categoryId', 'Category', 'Lighting', 'Desk & shelf']],
    ['companions by their names', { goesWith: [LAMP] }, ['goesWith', 'Goes with', '', 'Arc Table Lamp']],
    ['details', { details: ['One', 'Two'] }, ['details', 'Details', '', 'One\nTwo']],
    ['search title', { seoTitle: 'X' }, ['seoTitle', 'Title for search engines', '', 'X']],
    ['photographs', { images: [photo('b'), photo('a')] }, ['images', 'Photographs', 'a, b', 'b, a']],
    [
      'words for a photograph',
      { images: [photo('a'), photo('b', 'Close')] },
      ['images.b.alt', 'Words for photograph 2', 'b', 'Close'],
    ],
    [
      'a price as money',
      { variants: [variant('AA', { price: 17950 }), variant('BB')] },
      ['variants.AA.price', 'Price of AA', '$189.00', '$179.50'],
    ],
    [
      'options',
      { variants: [variant('AA', { options: { Finish: 'Brass', Size: 'S' } }), variant('BB')] },
      ['variants.AA.options', 'Options of AA', 'Finish: AA', 'Finish: Brass, Size: S'],
    ],
    [
      'a variant that is no longer for sale',
      { variants: [variant('AA'), variant('BB', { active: false })] },
      ['variants.BB.active', 'BB', 'for sale', 'no longer for sale'],
    ],
    [
      'a new variant',
      { variants: [...PAGE.variants, variant('CC', { price: 100 })] },
      ['variants.CC', 'Variant CC', '', 'Finish: CC, $1.00, for sale'],
    ],
    [
      'the order of variants',
      { variants: [variant('BB'), variant('AA')] },
      ['variants', 'Order of the variants', 'AA, BB', 'BB, AA'],
    ],
  ])('%s', (_, after, [path, label, before, now]) => {
    expect(changes(after)).toEqual([{ path, label, before, after: now }])
  })

  test('a mark alone is a change of the description', () => {
    const bold: RichText = {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'A lamp.', marks: [{ type: 'bold' }] }] },
      ],
    }
    expect(changes({ body: bold })).toMatchObject([{ path: 'body', before: 'A lamp.', after: '**A lamp.**' }])
  })

  test('structure can be read', () => {
    const item = (text: string) => ({
      type: 'listItem' as const,
      content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }],
    })
    const link = { type: 'link' as const, attrs: { href: '/c/desk' } }
    expect(
      markdownOf({
        type: 'doc',
        content: [
          { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'Why' }] },
          { type: 'bulletList', content: [item('light'), item('small')] },
          { type: 'orderedList', content: [item('one')] },
          {
            type: 'paragraph',
            content: [
              { type: 'text', text: 'See', marks: [{ type: 'italic' }] },
              { type: 'hardBreak' },
              { type: 'text', text: 'desks', marks: [link] },
            ],
          },
        ],
      }),
    ).toBe('## Why\n\n• light\n• small\n\n1. one\n\n_See_\ndesks (/c/desk)')
  })

  test('forth and back are the same fields, their values exchanged', () => {
    const draft = fc.record({
      name: fc.string(),
      details: fc.array(fc.string()),
      variants: fc.uniqueArray(
        fc.record({
          sku: fc.constantFrom('AA', 'BB', 'CC', 'DD'),
          price: fc.nat(1000),
          active: fc.boolean(),
        }),
        { selector: ({ sku }) => sku },
      ),
    })
    const pageOf = ({ variants, ...rest }: { variants: { sku: string }[] }) => ({
      ...rest,
      variants: variants.map(({ sku, ...more }) => variant(sku, more)),
    })
    fc.assert(
      fc.property(draft, draft, (one, other) => {
        const key = (path: string, before: string, after: string) => JSON.stringify([path, before, after])
        const forth = changes(pageOf(other), pageOf(one)).map((c) => key(c.path, c.before, c.after))
        const back = changes(pageOf(one), pageOf(other)).map((c) => key(c.path, c.after, c.before))
        expect(forth.sort()).toEqual(back.sort())
      }),
    )
  })
})

describe('a whole page', () => {
  const faults = (change: Partial<ProductDraft>) => {
    const parsed = ProductContent.safeParse({ ...PAGE, ...change })
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'))
  }

  test.each<[string, Partial<ProductDraft>, string[]]>([
    ['as it is', {}, []],
    ['without a name', { name: ' ' }, ['name']],
    ['with an address that is none', { slug: 'A lamp' }, ['slug']],
    ['without a word of description', { body: { type: 'doc', content: [{ type: 'paragraph' }] } }, ['body']],
    ['without a photograph', { images: [], variants: [] }, ['images', 'variants']],
    ['with nothing for sale', { variants: [variant('AA', { active: false })] }, ['variants']],
    ['with a price of nothing', { variants: [variant('AA', { price: 0 })] }, ['variants.0.price']],
    [
      'with one SKU twice',
      { variants: [variant('AA'), variant('AA', { options: { Finish: 'x' } })] },
      ['variants.1.sku'],
    ],
    [
      'with the same choice twice',
      { variants: [variant('AA'), variant('BB', { options: { Finish: 'AA' } })] },
      ['variants.1.options'],
    ],
    [
      'whose variants differ in what there is to choose',
      { variants: [variant('AA'), variant('BB', { options: { Size: 'S' } })] },
      ['variants.1.options'],
    ],
    [
      'with a photograph that is not on it',
      { variants: [variant('AA', { imageKey: 'z' })] },
      ['variants.0.imageKey'],
    ],
    [
      'whose old variant was the same choice, without its photograph',
      {
        variants: [variant('AA'), variant('BB', { options: { Finish: 'AA' }, active: false, imageKey: 'z' })],
      },
      [],
    ],
  ])('%s', (_, change, paths) => {
    expect(faults(change)).toEqual(paths)
  })
})
