'use client'

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import { ask } from '@/components/api-client/problem'
import { PageEdit } from '@/lib/publishing/schema'
import { shownContent, theirsOf } from '../page-content'
import { pageApi } from '../page-url'
import { type Backup, keepBackup } from './backup'
import type { Base, Saving } from './machine'
import { createSaver } from './saver'
import { sendDraft } from './send-draft'

export interface Draft<Content> {
  /** the server's last word on the page */
  page: PageEdit
  content: Content
  saving: Saving<Content>
  /** What the server has at this moment, also right after a flush. */
  base: () => Base<Content>
  edit: (part: Partial<Content>) => void
  /** Saves now. True when nothing is unsaved any more. */
  flush: () => Promise<boolean>
  choose: (content: Content) => void
  /** Shows a page as the server has it now: after a publish, a restore, a discard. */
  load: (page: PageEdit) => void
  /** Checks whether somebody else has saved since. */
  refresh: () => Promise<void>
  /** Goes on with what an earlier visit left; when the page has changed since, both versions are there to choose from. */
  takeUp: (left: Backup<Content>) => void
  /** who changed what is on the screen without a word of ours being lost; null when nobody did */
  news: string | null
}

/** The draft of a page while somebody edits it: saved by itself, never over somebody else's. */
export function useDraft<Content>(initial: PageEdit, schema: z.ZodType<Content>): Draft<Content> {
  const { kind, id } = initial
  const [page, setPage] = useState(initial)
  const [news, setNews] = useState<string | null>(null)
  const [saver] = useState(() =>
    createSaver<Content>({
      base: shownContent(initial, schema),
      send: (draft) =>
        sendDraft({
          page: { kind, id },
          schema,
          draft,
          onWord: (word) => setPage((before) => ({ ...before, ...word })),
        }),
      keep: (unsaved) => keepBackup({ kind, id }, unsaved),
    }),
  )
  const saving = useSyncExternalStore(saver.subscribe, saver.read, saver.read)

  const load = useCallback(
    (next: PageEdit) => {
      setPage(next)
      setNews(null)
      saver.load(shownContent(next, schema))
    },
    [saver, schema],
  )
  const refresh = useCallback(async () => {
    const next = await ask({ url: pageApi({ kind, id }), schema: PageEdit })
    const { base, phase } = saver.read()
    if (phase.name === 'saving') return
    setPage(next)
    const theirs = theirsOf(next, schema)
    if (theirs.version === base.version && theirs.revision === base.revision) return
    saver.overtaken(theirs)
    if (saver.read().phase.name === 'settled') setNews(theirs.by ?? '')
  }, [id, kind, saver, schema])

  useEffect(() => () => saver.stop(), [saver])
  useEffect(() => {
    const again = () => void saver.flush()
    // Who puts the page away may never come back to it.
    const looked = () =>
      document.visibilityState === 'hidden' ? again() : void refresh().catch(() => undefined)
    addEventListener('online', again)
    document.addEventListener('visibilitychange', looked)
    return () => {
      removeEventListener('online', again)
      document.removeEventListener('visibilitychange', looked)
    }
  }, [refresh, saver])

  return {
    page,
    content: saving.content,
    saving,
    base: useCallback(() => saver.read().base, [saver]),
    edit: useCallback(
      (part: Partial<Content>) => {
        setNews(null)
        saver.edit((content) => ({ ...content, ...part }))
      },
      [saver],
    ),
    flush: saver.flush,
    choose: saver.choose,
    load,
    refresh,
    takeUp: useCallback(
      ({ base, content }: Backup<Content>) => {
        const now = saver.read().base
        const isSame = base.version === now.version && base.revision === now.revision
        if (!isSame) saver.load(base)
        saver.edit(() => content)
        if (!isSame) saver.overtaken(theirsOf(page, schema))
      },
      [page, saver, schema],
    ),
    news,
  }
}
