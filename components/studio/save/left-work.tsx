'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { When } from '../when'
import { type Backup, dropLeft, parseBackup, readLeft, setBackupAside, subscribeToBackups } from './backup'
import { sameContent } from './same-content'
import type { Draft } from './use-draft'

interface LeftWorkProps<Content> {
  draft: Draft<Content>
  schema: z.ZodType<Content>
}

/** Words that an earlier visit could not save, offered again. */
export function LeftWork<Content>({ draft, schema }: LeftWorkProps<Content>) {
  const { page, content, takeUp } = draft
  const left = useLeft(draft, schema)
  if (!left || sameContent(left.content, content)) return null
  return (
    <Notice tone="warning" title="You have words here that were never saved">
      <p>
        From <When at={new Date(left.at).toISOString()} />, on this device.
      </p>
      <div className="flex flex-wrap gap-x-5">
        <Button
          tone="quiet"
          className="px-0"
          onClick={() => {
            takeUp(left)
            dropLeft(page)
          }}
        >
          Bring them back
        </Button>
        <Button tone="quiet" className="px-0" onClick={() => dropLeft(page)}>
          Throw them away
        </Button>
      </div>
    </Notice>
  )
}

function useLeft<Content>(draft: Draft<Content>, schema: z.ZodType<Content>): Backup<Content> | null {
  const { kind, id } = draft.page
  useEffect(() => setBackupAside({ kind, id }), [kind, id])
  const text = useSyncExternalStore(
    subscribeToBackups,
    () => readLeft({ kind, id }),
    () => null,
  )
  return useMemo(() => parseBackup(text, schema), [text, schema])
}
