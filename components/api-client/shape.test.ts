import { expect, test } from 'vitest'
import {
  exactly,
  flag,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  record,
  text,
  textLike,
  whole,
} from './shape'

const both = object<{ name: string; note?: string | undefined }>({ name: text, note: optional(text) })

test.each([
  ['text', text, ['', 'a'], [1, null, undefined, {}]],
  ['a flag', flag, [true, false], [0, 'true', null]],
  ['a whole number', whole, [0, -3, 2 ** 53 - 1], [1.5, NaN, Infinity, 2 ** 53, '1', null]],
  ['a number', number, [0, 1.5], [NaN, Infinity, '1']],
  ['text of a pattern', textLike(/^\/p\//), ['/p/mug'], ['javascript:alert(1)', 1]],
  ['something or null', nullable(text), ['a', null], [undefined, 1]],
  ['a list', list(whole), [[], [1, 2]], [[1, '2'], {}, null, { length: 0 }]],
  ['a word of several', oneOf<'a' | 'b'>({ a: 1, b: 1 }), ['a', 'b'], ['c', 'toString', null]],
  ['this word', exactly('paid'), ['paid'], ['Paid', null]],
  ['a record', record(text), [{}, { Finish: 'Brass' }], [{ Finish: 1 }, [], null]],
  [
    'an object',
    both,
    [{ name: 'x' }, { name: 'x', note: 'y', more: 1 }],
    [{}, { name: 'x', note: 1 }, [], null],
  ],
])('%s', (_, shape, accepted, refused) => {
  for (const value of accepted) expect(shape.safeParse(value)).toEqual({ success: true, data: value })
  for (const value of refused) expect(shape.safeParse(value)).toEqual({ success: false })
})
