import { type Change, describeChanges, type Names } from '@/lib/publishing/rules/describe-changes'
import {
  CategoryDraft,
  type DraftContent,
  HomeDraft,
  type PageKind,
  ProductDraft,
} from '@/lib/publishing/schema'

/** What is different between two contents of one kind of page; nothing when either is none of that kind. */
export function changesBetween(kind: PageKind, before: unknown, after: unknown, names?: Names): Change[] {
  if (kind === 'product') {
    const [one, other] = [ProductDraft.safeParse(before), ProductDraft.safeParse(after)]
    if (!one.success || !other.success) return []
    return describeChanges({ kind, before: one.data, after: other.data }, names)
  }
  if (kind === 'category') {
    const [one, other] = [CategoryDraft.safeParse(before), CategoryDraft.safeParse(after)]
    if (!one.success || !other.success) return []
    return describeChanges({ kind, before: one.data, after: other.data }, names)
  }
  const [one, other] = [HomeDraft.safeParse(before), HomeDraft.safeParse(after)]
  return one.success && other.success
    ? describeChanges({ kind, before: one.data, after: other.data }, names)
    : []
}

/** The products that contents name, whose names a reader needs. */
export const productsIn = (...contents: readonly (DraftContent | unknown)[]): string[] =>
  contents.flatMap((content) => {
    const product = ProductDraft.safeParse(content)
    return product.success ? product.data.goesWith : []
  })

/** A page as plain text, every field with its name: to be copied and kept elsewhere. */
export function asText(kind: PageKind, content: unknown, names?: Names): string {
  return changesBetween(kind, emptyOf(content), content, names)
    .map(({ label, after }) => `${label}\n${after}`)
    .join('\n\n')
}

/** The same page without a word, so that comparing with it names every field. */
function emptyOf(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return content
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => {
      if (typeof value === 'string')
        return [key, key === 'categoryId' ? '00000000-0000-4000-8000-000000000000' : '']
      if (Array.isArray(value)) return [key, []]
      return [key, { type: 'doc', content: [] }]
    }),
  )
}
