import { z } from 'zod'
import { cleanLine } from './plain-text'

/*
 * Text that a marketer has structured: a subset of the document that ProseMirror editors write as JSON. Parsing drops
 * every attribute and refuses every node and mark that is not listed here, so nothing but these can reach a page.
 */

const MAX_TEXT = 5_000
const MAX_BLOCKS = 60

/** https, mailto or tel, or a path of this site; anything else (javascript:, data:, //host, a backslash) is refused. */
export const SafeHref = z
  .string()
  .max(500)
  .refine(isSafeHref, 'Link to https://…, mailto:…, tel:… or a path of this site, like /c/lighting')

const Mark = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('italic') }),
  z.object({ type: z.literal('link'), attrs: z.object({ href: SafeHref }) }),
])
const Inline = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string().overwrite(cleanLine).min(1).max(MAX_TEXT),
    marks: z.array(Mark).max(3).optional(),
  }),
  z.object({ type: z.literal('hardBreak') }),
])
const inlines = z.array(Inline).max(200).optional()

const Paragraph = z.object({ type: z.literal('paragraph'), content: inlines })
const Heading = z.object({
  type: z.literal('heading'),
  attrs: z.object({ level: z.literal(3) }),
  content: inlines,
})
const ListItem = z.object({ type: z.literal('listItem'), content: z.array(Paragraph).min(1).max(5) })
const listItems = z.array(ListItem).min(1).max(50)
const BulletList = z.object({ type: z.literal('bulletList'), content: listItems })
const OrderedList = z.object({ type: z.literal('orderedList'), content: listItems })

export const RichText = z.object({
  type: z.literal('doc'),
  content: z
    .array(z.discriminatedUnion('type', [Paragraph, Heading, BulletList, OrderedList]))
    .max(MAX_BLOCKS),
})
export type RichText = z.infer<typeof RichText>
export type RichTextBlock = RichText['content'][number]
export type RichTextInline = z.infer<typeof Inline>

function isSafeHref(href: string): boolean {
  // What a browser would drop or read as a slash must not be there at all.
  if (!/^[!-~]+$/.test(href) || href.includes('\\')) return false
  if (/^\/(?!\/)/.test(href) || href.startsWith('#')) return true
  return /^(https:\/\/[^/@]+(\/|$|\?|#)|mailto:[^?]+@|tel:\+?[\d-]+$)/i.test(href)
}

/** Paragraphs of plain text, divided by empty lines, as a document. */
export function richTextOf(text: string): RichText {
  const paragraphs = text.split(/\n{2,}/).flatMap((part) => part.trim() || [])
  return {
    type: 'doc',
    content: paragraphs.map((part) => ({ type: 'paragraph', content: [{ type: 'text', text: part }] })),
  }
}

/** The words alone, blocks divided by empty lines: for search, descriptions and comparison. */
export function plainTextOf(text: RichText): string {
  return text.content
    .map(blockText)
    .filter((part) => part !== '')
    .join('\n\n')
}

function blockText(block: RichTextBlock): string {
  if (block.type === 'bulletList' || block.type === 'orderedList') {
    return block.content
      .map((item) => item.content.map((part) => inlineText(part.content)).join(' '))
      .join('\n')
  }
  return inlineText(block.content)
}

const inlineText = (content: readonly RichTextInline[] = []): string =>
  content
    .map((inline) => (inline.type === 'text' ? inline.text : '\n'))
    .join('')
    .trim()
