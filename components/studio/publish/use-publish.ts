'use client'

import { useState } from 'react'
import { z } from 'zod'
import { ask, asProblem, type ProblemError } from '@/components/api-client/problem'
import { PageEdit, Published } from '@/lib/publishing/schema'
import type { Issue } from '../issues'
import { pageApi, STUDIO } from '../page-url'
import type { Draft } from '../save/use-draft'

export type PublishPhase =
  | { name: 'idle' }
  | { name: 'working'; words: string }
  /** `liveAfterMs` null: it will be live by itself; `path` null: the public no longer sees it */
  | { name: 'live'; liveAfterMs: number | null; path: string | null }
  | { name: 'failed'; problem: ProblemError }

const IDLE: PublishPhase = { name: 'idle' }

/** Publishing, discarding, archiving: each after the last words are saved, each told in its own words. */
export function usePublish<Content>(draft: Draft<Content>) {
  const { page, flush, load, refresh, base } = draft
  const [phase, setPhase] = useState<PublishPhase>(IDLE)
  const [refused, setRefused] = useState<readonly Issue[]>([])
  const url = pageApi(page)

  /** True when it was done. */
  const attempt = async (words: string, work: () => Promise<PublishPhase>): Promise<boolean> => {
    setPhase({ name: 'working', words })
    setRefused([])
    // What stands in the way of saving is said by the form itself.
    if (!(await flush())) {
      setPhase(IDLE)
      return false
    }
    try {
      setPhase(await work())
      return true
    } catch (thrown) {
      const problem = asProblem(thrown)
      setPhase({ name: 'failed', problem })
      setRefused(issuesIn(problem))
      // What is there now says more than the refusal: another version, another status.
      if (CHANGED.has(problem.code)) await refresh().catch(() => undefined)
      return false
    }
  }
  const publish = (note: string) =>
    attempt('Publishing…', async () => {
      const body = { version: base().version, note }
      const done = await ask({ url: `${url}/publish`, method: 'POST', body, schema: Published })
      load(done.page)
      return { name: 'live', liveAfterMs: done.liveAfterMs, path: done.page.path }
    })
  const discard = () =>
    attempt('Discarding…', async () => {
      const left = await ask({
        url: `${url}/draft?version=${base().version}`,
        method: 'DELETE',
        schema: PageEdit.or(z.undefined()),
      })
      // A page that was never published is gone with its draft.
      if (left) load(left)
      else location.assign(STUDIO)
      return IDLE
    })
  const setStatus = (status: 'ACTIVE' | 'ARCHIVED') =>
    attempt(status === 'ACTIVE' ? 'Putting it back on sale…' : 'Archiving…', async () => {
      const done = await ask({
        url: `/api/studio/products/${page.id}/status`,
        method: 'POST',
        body: { status, revision: page.revision },
        schema: Published,
      })
      load(done.page)
      return {
        name: 'live',
        liveAfterMs: done.liveAfterMs,
        path: status === 'ACTIVE' ? done.page.path : null,
      }
    })
  return { phase, refused, reset: () => setPhase(IDLE), publish, discard, setStatus }
}

export type Publishing = ReturnType<typeof usePublish>

const CHANGED = new Set(['draft_conflict', 'conflict'])

/** A refusal as issues beside the fields that it is about. */
function issuesIn({ code, detail, facts }: ProblemError): Issue[] {
  if (facts.errors && facts.errors.length > 0) return [...facts.errors]
  if (code === 'slug_taken') return [{ path: 'slug', message: detail }]
  if (code === 'sku_taken') return [{ path: 'variants', message: detail }]
  return []
}
