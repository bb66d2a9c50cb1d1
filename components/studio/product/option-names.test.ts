import { expect, test } from 'vitest'
import { newVariant, optionNames, renamedOption, withOption, withoutOption } from './option-names'

const variant = (sku: string, options: Record<string, string>) => ({
  ...{ sku, options, price: 3_600, imageKey: 'mug-a', active: true },
})
const MUGS = [variant('A', { Glaze: 'Ink' }), variant('B', { Glaze: 'Sand' })]

test('names are those that any variant has, once', () => {
  expect(optionNames([...MUGS, variant('C', { Size: 'L', Glaze: 'Moss' })])).toEqual(['Glaze', 'Size'])
})

test('a new option is on every variant, and values stay', () => {
  expect(withOption(MUGS, 'Size').map(({ options }) => options)).toEqual([
    { Glaze: 'Ink', Size: '' },
    { Glaze: 'Sand', Size: '' },
  ])
})

test('an option that goes takes its values along', () => {
  expect(withoutOption(MUGS, 'Glaze').map(({ options }) => options)).toEqual([{}, {}])
})

test('a renamed option keeps values and place; a name that is taken changes nothing', () => {
  const two = withOption(MUGS, 'Size')
  expect(Object.keys(renamedOption(two, 'Glaze', 'Colour')[0]?.options ?? {})).toEqual(['Colour', 'Size'])
  expect(renamedOption(two, 'Glaze', 'Size')).toBe(two)
})

test('the next variant costs the same, and takes a photograph that none has', () => {
  expect(newVariant(MUGS, ['mug-a', 'mug-b'])).toEqual({
    ...{ sku: '', options: { Glaze: '' }, price: 3_600, imageKey: 'mug-b', active: true },
  })
  expect(newVariant([], [])).toMatchObject({ price: 0, imageKey: '', options: {} })
})
