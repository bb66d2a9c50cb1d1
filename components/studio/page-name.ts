import { z } from 'zod'
import type { PageEdit } from '@/lib/publishing/schema'

const Named = z.object({ name: z.string() })

/** What a page is called, as the public has it; its draft's name when nobody has seen it yet. */
export function nameOf({ kind, published, draft }: Pick<PageEdit, 'kind' | 'published' | 'draft'>): string {
  if (kind === 'home') return 'Home page'
  const named = Named.safeParse(published ?? draft?.content)
  return (named.success && named.data.name) || 'Without a name'
}
