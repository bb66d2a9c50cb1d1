import { expect, test } from 'vitest'
import { readDocument, writeDocument } from './document'

const paragraph = (text?: string) => ({
  type: 'paragraph',
  ...(text !== undefined && { content: [{ type: 'text', text }] }),
})
const doc = (...content: unknown[]) => ({ type: 'doc', content })

test('what the editor adds of its own is left out', () => {
  const link = {
    type: 'link',
    attrs: { href: '/c/lighting', target: '_blank', rel: 'noopener', class: null },
  }
  const read = readDocument(
    doc({
      type: 'paragraph',
      attrs: { textAlign: 'left' },
      content: [{ type: 'text', text: 'Lamps', marks: [link] }],
    }),
  )
  expect(read).toEqual({
    ok: true,
    text: doc({
      type: 'paragraph',
      content: [{ type: 'text', text: 'Lamps', marks: [{ type: 'link', attrs: { href: '/c/lighting' } }] }],
    }),
  })
})

test.each([
  ['an empty line', doc(paragraph())],
  ['spaces', doc(paragraph('   '), paragraph())],
  ['an empty list', doc({ type: 'bulletList', content: [{ type: 'listItem', content: [paragraph()] }] })],
])('%s is no text', (_what, json) => {
  expect(readDocument(json)).toEqual({ ok: true, text: { type: 'doc', content: [] } })
})

test('empty lines at the end go, those between stay', () => {
  expect(readDocument(doc(paragraph('a'), paragraph(), paragraph('b'), paragraph(), paragraph()))).toEqual({
    ok: true,
    text: doc(paragraph('a'), paragraph(), paragraph('b')),
  })
})

test.each([
  ['too many blocks', doc(...Array.from({ length: 61 }, () => paragraph('a'))), /longer/],
  ['a node that pages do not have', doc({ type: 'image', attrs: { src: 'x' } }), /cannot be shown/],
  [
    'a link that runs a script',
    doc({
      type: 'paragraph',
      content: [
        { type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] },
      ],
    }),
    /cannot be shown/,
  ],
])('%s is refused in words', (_what, json, words) => {
  const read = readDocument(json)
  expect(read.ok ? '' : read.message).toMatch(words)
})

test('the editor always has a line to begin with', () => {
  expect(writeDocument({ type: 'doc', content: [] }).content).toHaveLength(1)
})
