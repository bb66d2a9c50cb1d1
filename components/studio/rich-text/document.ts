import type { JSONContent } from '@tiptap/react'
import { plainTextOf, RichText } from '@/lib/core/rich-text'

export type ReadDocument = { ok: true; text: RichText } | { ok: false; message: string }

/**
 * The editor's document as the shop keeps it: without what the shop has no place for (attributes, nodes that are not
 * listed), and without empty lines at its end. An editor without words is a text without blocks.
 */
export function readDocument(json: unknown): ReadDocument {
  const parsed = RichText.safeParse(json)
  if (!parsed.success) {
    const isTooLong = parsed.error.issues.some(({ code }) => code === 'too_big')
    return {
      ok: false,
      message: isTooLong
        ? 'This is longer than a page holds. Shorten it, or make more paragraphs of it.'
        : 'Part of this cannot be shown on a page. Undo it, or write it again.',
    }
  }
  if (plainTextOf(parsed.data) === '') return { ok: true, text: { type: 'doc', content: [] } }
  const content = [...parsed.data.content]
  while (content.at(-1)?.type === 'paragraph' && !content.at(-1)?.content?.length) content.pop()
  return { ok: true, text: { type: 'doc', content } }
}

interface Node {
  type: string
  marks?: readonly { type: string }[] | undefined
  content?: readonly Node[] | undefined
}

/** A text as the editor takes it: it has one empty line at least. */
export function writeDocument(text: RichText): JSONContent {
  return text.content.length > 0 ? asJson(text) : { type: 'doc', content: [{ type: 'paragraph' }] }
}

const asJson = ({ marks, content, ...rest }: Node): JSONContent => ({
  ...rest,
  ...(marks && { marks: [...marks] }),
  ...(content && { content: content.map(asJson) }),
})
