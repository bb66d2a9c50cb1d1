import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closestWord, typosBetween } from './closest-word'

const WORDS = ['lamp', 'light', 'like', 'less', 'vase', 'vases', 'kettle', 'pendant', 'mug', 'table', 'bowls']

test.each([
  ['lapm', 'lamp'],
  ['vaze', 'vase'],
  ['kettel', 'kettle'],
  ['ketle', 'kettle'],
  ['pednant', 'pendant'],
  ['penddnat', 'pendant'],
  ['mgu', 'mug'],
  ['tabel', 'table'],
  ['bwols', 'bowls'],
  ['xyzzy', null],
  ['qq', null],
  ['bicycle', null],
])('%s: %s was meant', (typed, meant) => {
  expect(closestWord(typed, WORDS)).toBe(meant)
})

test('of words equally near, the one that looks more alike is taken', () => {
  expect(closestWord('vasse', ['vases', 'vase'])).toBe('vases')
})

const word = fc.stringMatching(/^[a-z]{1,9}$/)

test('a distance: none to itself, the same both ways, one for each slip', () => {
  fc.assert(
    fc.property(word, word, fc.nat(), (a, b, at) => {
      expect(typosBetween(a, a)).toBe(0)
      expect(typosBetween(a, b)).toBe(typosBetween(b, a))
      const place = at % a.length
      expect(typosBetween(a, a.slice(0, place) + a.slice(place + 1))).toBe(1)
      const swapped = [...a]
      swapped.splice(place, 2, ...swapped.slice(place, place + 2).reverse())
      expect(typosBetween(a, swapped.join(''))).toBeLessThanOrEqual(1)
    }),
  )
})
