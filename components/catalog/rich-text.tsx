import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import type { RichText as Document, RichTextBlock, RichTextInline } from '@/lib/core/rich-text'

const LINK =
  'underline decoration-line decoration-1 underline-offset-4 hover:decoration-accent hover:text-accent'

/**
 * A marketer's structured text. Every node becomes an element of ours and every word a text node: there is no markup in
 * a string anywhere, so nothing that is written can run. Only documents that passed `RichText` come here.
 */
export function RichText({ text }: { text: Document }) {
  return <div className="grid gap-3 text-[1.0625rem] text-pretty">{text.content.map(block)}</div>
}

function block(node: RichTextBlock, index: number): ReactNode {
  switch (node.type) {
    case 'paragraph':
      // An empty paragraph is space between others, as its writer saw it.
      return <p key={index}>{node.content ? inlines(node.content) : ' '}</p>
    case 'heading':
      return (
        <h3 key={index} className="display-type mt-3 text-heading">
          {inlines(node.content)}
        </h3>
      )
    case 'bulletList':
      return (
        <ul key={index} className="grid list-disc gap-1 pl-5 marker:text-muted">
          {node.content.map(listItem)}
        </ul>
      )
    case 'orderedList':
      return (
        <ol key={index} className="figures grid list-decimal gap-1 pl-5 marker:text-muted">
          {node.content.map(listItem)}
        </ol>
      )
  }
}

const listItem = (item: { content: { content?: RichTextInline[] | undefined }[] }, index: number) => (
  <li key={index}>
    {item.content.map((paragraph, at) => (
      <p key={at}>{inlines(paragraph.content)}</p>
    ))}
  </li>
)

const inlines = (content: readonly RichTextInline[] = []): ReactNode =>
  content.map((inline, index) => <Fragment key={index}>{words(inline)}</Fragment>)

function words(inline: RichTextInline): ReactNode {
  if (inline.type === 'hardBreak') return <br />
  return (inline.marks ?? []).reduce<ReactNode>((shown, mark) => {
    switch (mark.type) {
      case 'bold':
        return <strong className="font-semibold">{shown}</strong>
      case 'italic':
        return <em>{shown}</em>
      case 'link':
        return <TextLink href={mark.attrs.href}>{shown}</TextLink>
    }
  }, inline.text)
}

/** The shop's own pages are entered softly; all others are documents of their own, and learn nothing of where one came from. */
function TextLink({ href, children }: { href: string; children: ReactNode }) {
  if (/^\/(?=$|[?#]|[pc]\/)/.test(href)) {
    return (
      <Link href={href} prefetch={false} className={LINK}>
        {children}
      </Link>
    )
  }
  return (
    <a href={href} rel="noopener noreferrer" className={LINK}>
      {children}
    </a>
  )
}
