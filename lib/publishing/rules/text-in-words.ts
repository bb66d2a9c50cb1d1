import type { RichText, RichTextBlock, RichTextInline } from '../../core/rich-text'

/** Structured text with its structure in signs, so that two versions can be compared by reading: "## ", "• ", "**bold**". */
export function textInWords(text: RichText): string {
  return text.content.map(blockInWords).join('\n\n')
}

function blockInWords(block: RichTextBlock): string {
  if (block.type === 'bulletList' || block.type === 'orderedList') {
    return block.content
      .map((item, index) => {
        const sign = block.type === 'bulletList' ? '•' : `${index + 1}.`
        return `${sign} ${item.content.map(({ content }) => inWords(content)).join(' ')}`
      })
      .join('\n')
  }
  return (block.type === 'heading' ? '## ' : '') + inWords(block.content)
}

const inWords = (inlines: readonly RichTextInline[] = []): string =>
  inlines.map((inline) => (inline.type === 'hardBreak' ? '\n' : marked(inline))).join('')

function marked({ text, marks = [] }: Extract<RichTextInline, { type: 'text' }>): string {
  let words = text
  for (const mark of marks) {
    if (mark.type === 'bold') words = `**${words}**`
    else if (mark.type === 'italic') words = `_${words}_`
    else words = `${words} (${mark.attrs.href})`
  }
  return words
}
