import { formatMoney } from '../../core/format'
import { SHOP_CURRENCY } from '../../core/money'

import type { CategoryDraft, HomeDraft, ProductDraft } from '../schema'
import { categoryPath, productPath } from '../../core/paths'
import { markdownOf } from './markdown-of'

export interface Change {
  /** of the field in the content, a variant by its SKU: `variants.ARC-BRS.price` */
  path: string
  label: string
  /** in words; '' where there was nothing */
  before: string
  after: string
}

/** Names of the categories and products that contents name by their ids. */
export type Names = ReadonlyMap<string, string>

export type Contents =
  | { kind: 'product'; before: ProductDraft; after: ProductDraft }
  | { kind: 'category'; before: CategoryDraft; after: CategoryDraft }
  | { kind: 'home'; before: HomeDraft; after: HomeDraft }

/** What is different between two contents of a page, field by field, as an editor would say it. */
export function describeChanges(contents: Contents, names: Names = new Map()): Change[] {
  if (contents.kind === 'product') return productChanges(contents.before, contents.after, names)
  if (contents.kind === 'category') return compared(categoryFields, contents.before, contents.after)
  return compared(homeFields, contents.before, contents.after)
}

type Field<Content> = readonly [path: string, label: string, words: (content: Content) => string]

const categoryFields: Field<CategoryDraft>[] = [
  ['slug', 'Address', ({ slug }) => categoryPath(slug)],
  ['name', 'Name', ({ name }) => name],
  ['description', 'Description', ({ description }) => description],
]

const homeFields: Field<HomeDraft>[] = [
  ['headline', 'Headline', ({ headline }) => headline],
  ['text', 'Text', ({ text }) => text],
  ['heroKey', 'Photograph', ({ heroKey }) => heroKey],
  ['linkLabel', 'Link, its words', ({ linkLabel }) => linkLabel],
  ['linkHref', 'Link, where it leads', ({ linkHref }) => linkHref],
]

const productFields = (nameOf: (id: string) => string): Field<ProductDraft>[] => [
  ['slug', 'Address', ({ slug }) => productPath(slug)],
  ['name', 'Name', ({ name }) => name],
  ['tagline', 'Tagline', ({ tagline }) => tagline],
  ['body', 'Description', ({ body }) => markdownOf(body)],
  ['details', 'Details', ({ details }) => details.join('\n')],
  ['care', 'Care', ({ care }) => care],
  ['categoryId', 'Category', ({ categoryId }) => nameOf(categoryId)],
  ['images', 'Photographs', ({ images }) => images.map(({ key }) => key).join(', ')],
  ['goesWith', 'Goes with', ({ goesWith }) => goesWith.map(nameOf).join(', ')],
  ['seoTitle', 'Title for search engines', ({ seoTitle }) => seoTitle],
  ['seoDescription', 'Description for search engines', ({ seoDescription }) => seoDescription],
]

function productChanges(before: ProductDraft, after: ProductDraft, names: Names): Change[] {
  const nameOf = (id: string) => names.get(id) ?? 'something that no longer exists'
  return [
    ...compared(productFields(nameOf), before, after),
    ...altChanges(before, after),
    ...variantChanges(before, after),
  ]
}

function altChanges(before: ProductDraft, after: ProductDraft): Change[] {
  const then = new Map(before.images.map(({ key, alt }) => [key, alt]))
  return after.images.flatMap(({ key, alt }, index) => {
    const old = then.get(key)
    if (old === undefined || old === alt) return []
    return {
      path: `images.${key}.alt`,
      label: `Words for photograph ${index + 1}`,
      before: old,
      after: alt,
    }
  })
}

type Variant = ProductDraft['variants'][number]

const money = (amount: number) => formatMoney({ amount, currency: SHOP_CURRENCY })
const choice = (options: Variant['options']) =>
  Object.entries(options)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')
const forSale = (active: boolean) => (active ? 'for sale' : 'no longer for sale')

const variantFields = (sku: string): Field<Variant>[] => [
  [`variants.${sku}.price`, `Price of ${sku}`, ({ price }) => money(price)],
  [`variants.${sku}.options`, `Options of ${sku}`, ({ options }) => choice(options)],
  [`variants.${sku}.imageKey`, `Photograph of ${sku}`, ({ imageKey }) => imageKey],
  [`variants.${sku}.active`, `${sku}`, ({ active }) => forSale(active)],
]

function variantChanges(before: ProductDraft, after: ProductDraft): Change[] {
  const then = new Map(before.variants.map((variant) => [variant.sku, variant]))
  const now = new Map(after.variants.map((variant) => [variant.sku, variant]))
  const summary = (variant: Variant | undefined) =>
    variant
      ? [choice(variant.options), money(variant.price), forSale(variant.active)].filter(Boolean).join(', ')
      : ''
  const skus = [...now.keys(), ...[...then.keys()].filter((sku) => !now.has(sku))]
  const changes = skus.flatMap((sku) => {
    const [old, present] = [then.get(sku), now.get(sku)]
    if (old && present) return compared(variantFields(sku), old, present)
    return [
      { path: `variants.${sku}`, label: `Variant ${sku}`, before: summary(old), after: summary(present) },
    ]
  })
  const kept = (skusOf: Map<string, Variant>, other: Map<string, Variant>) =>
    [...skusOf.keys()].filter((sku) => other.has(sku)).join(', ')
  const order = { before: kept(then, now), after: kept(now, then) }
  return order.before === order.after
    ? changes
    : [...changes, { path: 'variants', label: 'Order of the variants', ...order }]
}

function compared<Content>(fields: readonly Field<Content>[], before: Content, after: Content): Change[] {
  return fields.flatMap(([path, label, words]) => {
    const [old, present] = [words(before), words(after)]
    return old === present ? [] : { path, label, before: old, after: present }
  })
}
