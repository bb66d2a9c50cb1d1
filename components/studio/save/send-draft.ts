import type { z } from 'zod'
import { ask, asProblem } from '@/components/api-client/problem'
import { PageEdit, type PageKey, SavedDraft } from '@/lib/publishing/schema'
import { theirsOf } from '../page-content'
import { pageApi } from '../page-url'
import type { Base } from './machine'
import type { SaveAnswer } from './saver'

/** Sends a draft, and says what became of it; `onWord` hears what the server says of the page. Never throws. */
export async function sendDraft<Content>(options: {
  page: Pick<PageKey, 'kind' | 'id'>
  schema: z.ZodType<Content>
  draft: Base<Content>
  onWord: (word: Partial<PageEdit>) => void
}): Promise<SaveAnswer<Content>> {
  const { page, schema, draft, onWord } = options
  const url = pageApi(page)
  try {
    const saved = await ask({ url: `${url}/draft`, method: 'PUT', body: draft, schema: SavedDraft })
    onWord(saved)
    return { kind: 'saved', version: saved.draft?.version ?? draft.version }
  } catch (thrown) {
    const problem = asProblem(thrown)
    if (problem.code !== 'draft_conflict') return { kind: 'failed', problem }
  }
  // Somebody else saved, published or discarded: the whole page says which.
  try {
    const now = await ask({ url, schema: PageEdit })
    onWord(now)
    return { kind: 'overtaken', theirs: theirsOf(now, schema) }
  } catch (thrown) {
    return { kind: 'failed', problem: asProblem(thrown) }
  }
}
