import { expect, test } from 'vitest'
import { parseJson } from './json'

test.each([
  ['{"a":[1,null]}', { a: [1, null] }],
  ['null', null],
  ['"x"', 'x'],
])('reads %s', (text, value) => {
  expect(parseJson(text)).toEqual(value)
})

test.each(['', '{', 'undefined', '{"a":1,}', "{'a':1}"])('%j is no JSON', (text) => {
  expect(parseJson(text)).toBeUndefined()
})
