'use client'

import type { z } from 'zod'
import { Notice } from '@/components/ui/notice'
import type { Publishing } from './publish/use-publish'
import { PublishOutcome } from './publish/publish-outcome'
import { LeftWork } from './save/left-work'
import { SaveTrouble } from './save/save-trouble'
import type { SaveCopy } from './save/save-copy'
import type { Draft } from './save/use-draft'

interface EditorNoticesProps<Content> {
  draft: Draft<Content>
  schema: z.ZodType<Content>
  trouble: SaveCopy['trouble']
  publishing: Publishing
}

/** What the editor should know before going on: trouble with saving, news from others, what became of a publish. */
export function EditorNotices<Content>({ draft, schema, trouble, publishing }: EditorNoticesProps<Content>) {
  const { page, news, flush } = draft
  return (
    <>
      {trouble && <SaveTrouble trouble={trouble} onRetry={() => void flush()} />}
      <PublishOutcome phase={publishing.phase} onDone={publishing.reset} />
      {news !== null && (
        <Notice title={news ? `${news} has edited this page` : 'This page has been published'}>
          <p>You see it as it is now.</p>
        </Notice>
      )}
      {page.status === 'ARCHIVED' && (
        <Notice title="Archived: the shop does not show it">
          <p>You can still change it, and put it back on sale at the end of this form.</p>
        </Notice>
      )}
      <LeftWork draft={draft} schema={schema} />
    </>
  )
}
