import type { RichText, RichTextBlock, RichTextInline } from '../../core/rich-text'

/** Structured text as Markdown, so that an editor can compare two versions by reading them: "## ", "• ", "**bold**". */
export function markdownOf(text: RichText): string {
  return text.content.map(markdownOfBlock).join('\n\n')
}

function markdownOfBlock(block: RichTextBlock): string {
  if (block.type === 'bulletList' || block.type === 'orderedList') {
    return block.content
      .map((item, index) => {
        const sign = block.type === 'bulletList' ? '•' : `${index + 1}.`
        return `${sign} ${item.content.map(({ content }) => markdownOfInlines(content)).join(' ')}`
      })
      .join('\n')
  }
  return (block.type === 'heading' ? '## ' : '') + markdownOfInlines(block.content)
}

const markdownOfInlines = (inlines: readonly RichTextInline[] = []): string =>
  inlines.map((inline) => (inline.type === 'hardBreak' ? '\n' : marked(inline))).join('')

function marked({ text, marks = [] }: Extract<RichTextInline, { type: 'text' }>): string {
  let markdown = text
  for (const mark of marks) {
    if (mark.type === 'bold') markdown = `**${markdown}**`
    else if (mark.type === 'italic') markdown = `_${markdown}_`
    else markdown = `${markdown} (${mark.attrs.href})`
  }
  return markdown
}
