import { expect, test } from 'vitest'
import { DRAFT_OF, PageKind } from '@/lib/publishing/schema'
import { fieldsOf, labelOf } from './field-labels'

test.each([
  ['product', 'name', 'Name'],
  ['product', 'variants', 'Variants'],
  ['product', 'variants.1.price', 'Variant 2: price'],
  ['product', 'variants.0.options.Finish', 'Variant 1: options'],
  ['product', 'details.2', 'Detail 3'],
  ['product', 'body.content.0', 'Description'],
  ['home', 'linkHref', 'Where the button leads'],
] as const)('%s %s is “%s”', (kind, path, label) => {
  expect(labelOf(kind, path)).toBe(label)
})

test.each(PageKind.options)('every field of a %s page has a label, and no other has', (kind) => {
  const labelled = fieldsOf(kind).map(({ key }) => key)
  expect(labelled.toSorted()).toEqual(Object.keys(DRAFT_OF[kind].shape).toSorted())
})
