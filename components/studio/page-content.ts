import type { z } from 'zod'
import type { PageEdit } from '@/lib/publishing/schema'
import type { Base, Theirs } from './save/machine'

type Page = Pick<PageEdit, 'draft' | 'published' | 'revision'>

/**
 * What an editor begins with: the draft, or what is published.
 * @throws when it is none of this kind of page
 */
export function shownContent<Content>(page: Page, schema: z.ZodType<Content>): Base<Content> {
  const { draft, published, revision } = page
  return { version: draft?.version ?? 0, revision, content: schema.parse(draft?.content ?? published) }
}

/** A page as the other side of a conflict: somebody's draft, or, when they published or discarded it, what the public sees. */
export function theirsOf<Content>(page: Page, schema: z.ZodType<Content>): Theirs<Content> {
  const { draft } = page
  return { ...shownContent(page, schema), by: draft?.updatedBy.name ?? null, at: draft?.updatedAt ?? null }
}
