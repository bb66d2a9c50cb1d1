import { expect, test } from 'vitest'
import { meansEither, correctSpelling, type TypedWord } from './correct-spelling'

const word = (typed: string, facts: Partial<TypedWord> = {}): TypedWord => ({
  word: typed,
  known: false,
  near: [],
  halves: [],
  joined: false,
  ...facts,
})
const known = (typed: string, facts: Partial<TypedWord> = {}) => word(typed, { known: true, ...facts })

test.each<[string, TypedWord[], (string | null)[]]>([
  ['a known word stays', [known('mug')], ['mug']],
  ['a slip of the finger is corrected', [word('rigde', { near: ['ridge'] }), known('mug')], ['ridge', 'mug']],
  [
    'two words without a space are parted',
    [word('ridgemug', { halves: ['ridge', 'mug'] })],
    ['ridge', 'mug'],
  ],
  [
    'one slip is likelier than a missing space',
    [word('kettel', { near: ['kettle'], halves: ['ket', 'tel'] })],
    ['kettle'],
  ],
  [
    'a missing space is likelier than two slips',
    [word('arcvase', { near: ['arcade'], halves: ['arc', 'vase'] })],
    ['arc', 'vase'],
  ],
  ['a word with a space in it is joined', [word('car', { joined: true }), word('afe')], ['carafe']],
  ['two known words are not joined', [known('book', { joined: true }), known('ends')], ['book', 'ends']],
  ['a word that nothing is near to is named', [word('xyzzy'), known('mug')], [null, 'mug']],
])('%s', (_, words, meant) => {
  expect(correctSpelling(words)).toEqual(meant)
})

test.each(['mug & bowl', 'mug+bowl', 'mugs/bowls', 'mug, bowl', 'mug and bowl', 'Mug OR bowl'])(
  '%s: either will do',
  (q) => {
    expect(meansEither(q)).toBe(true)
  },
)

test.each(['mug bowl', 'sand mug', '& mug', 'mug,', 'orbit clock', 'and', 'mug or'])(
  '%s: each word counts',
  (q) => {
    expect(meansEither(q)).toBe(false)
  },
)
