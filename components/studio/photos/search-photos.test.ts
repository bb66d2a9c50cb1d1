import { expect, test } from 'vitest'
import { searchPhotos } from './search-photos'

const photo = (key: string, alt: string) => ({ key, alt, width: 1, height: 1, blurDataUrl: '' })
const photos = [
  photo('ridge-mug-ink', 'A dark blue mug on linen'),
  photo('ridge-mug-sand', 'A pale mug'),
  photo('dune-vase-ink', 'A vase'),
]

test.each([
  ['', 3],
  ['MUG', 2],
  ['mug ink', 1],
  ['linen', 1],
  ['  vase  ', 1],
  ['lamp', 0],
])('“%s” finds %i', (words, count) => {
  expect(searchPhotos(photos, words)).toHaveLength(count)
})
