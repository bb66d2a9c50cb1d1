'use client'

import { useState } from 'react'
import { ask, asProblem } from '@/components/api-client/problem'
import { type DraftView, PageEdit } from '@/lib/publishing/schema'
import { editorPath, pageApi } from '../page-url'

/** A draft that is there already would be lost: whose it is, before one says yes. */
export interface RestoreQuestion {
  revision: number
  draft: Pick<DraftView, 'version' | 'updatedAt' | 'updatedBy'>
}

/** Makes a revision the draft again, and opens the editor with it. Never goes over a draft that nobody was asked about. */
export function useRestore(page: Pick<PageEdit, 'kind' | 'id'>) {
  const [busy, setBusy] = useState<number | null>(null)
  const [question, setQuestion] = useState<RestoreQuestion | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const url = pageApi(page)

  const attempt = async (revision: number, work: () => Promise<void>) => {
    setBusy(revision)
    setTrouble(null)
    try {
      await work()
    } catch (thrown) {
      setTrouble(asProblem(thrown).detail)
      setQuestion(null)
    }
    setBusy(null)
  }
  const restore = async (revision: number, version: number) => {
    const body = { revision, version }
    await ask({ url: `${url}/restore`, method: 'POST', body, schema: PageEdit })
    location.assign(editorPath(page))
  }
  /** Asks first when there is a draft. */
  const begin = (revision: number) =>
    attempt(revision, async () => {
      const { draft } = await ask({ url, schema: PageEdit })
      if (draft) setQuestion({ revision, draft })
      else await restore(revision, 0)
    })
  return {
    busy,
    question,
    trouble,
    ask: (revision: number) => void begin(revision),
    confirm: ({ revision, draft }: RestoreQuestion) =>
      void attempt(revision, async () => {
        try {
          await restore(revision, draft.version)
        } catch (thrown) {
          // The draft has changed since the question: it is asked again, about the new one.
          if (asProblem(thrown).code !== 'draft_conflict') throw thrown
          await begin(revision)
        }
      }),
    cancel: () => setQuestion(null),
  }
}

export type Restore = ReturnType<typeof useRestore>
