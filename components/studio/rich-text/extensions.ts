import type { AnyExtension } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { SafeHref } from '@/lib/core/rich-text'

const isSafe = (href: string): boolean => SafeHref.safeParse(href).success

/** A list's item has paragraphs only: pages know no lists in lists. */
const flat = (extension: AnyExtension): AnyExtension =>
  extension.type === 'node' && extension.name === 'listItem'
    ? extension.extend({ content: 'paragraph+' })
    : extension

const Kit = StarterKit.extend({
  addExtensions() {
    return (this.parent?.() ?? []).map(flat)
  },
})

/** The editor knows what lib/core/rich-text.ts knows, and nothing else: whatever is pasted becomes that. */
export const extensions = [
  Kit.configure({
    heading: { levels: [3] },
    link: {
      openOnClick: false,
      defaultProtocol: 'https',
      isAllowedUri: isSafe,
      shouldAutoLink: isSafe,
      HTMLAttributes: { rel: null, target: null },
    },
    blockquote: false,
    code: false,
    codeBlock: false,
    horizontalRule: false,
    strike: false,
    underline: false,
    trailingNode: false,
  }),
]
