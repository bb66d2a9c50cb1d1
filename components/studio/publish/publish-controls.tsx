'use client'

import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { formatUnits } from '@/lib/core/format'
import type { Change } from '@/lib/publishing/rules/describe-changes'
import type { PageEdit } from '@/lib/publishing/schema'
import { ConfirmDialog } from './confirm-dialog'
import { PublishDialog } from './publish-dialog'
import { whyNotPublish } from './publish-copy'
import type { Publishing } from './use-publish'

interface PublishControlsProps {
  page: PageEdit
  /** null: never published */
  changes: readonly Change[] | null
  issues: number
  isConflict: boolean
  publishing: Publishing
}

/** Publish and discard, with the reason when there is nothing to do. */
export function PublishControls({ page, changes, issues, isConflict, publishing }: PublishControlsProps) {
  const [asks, setAsks] = useState<'publish' | 'discard' | null>(null)
  const reasonId = useId()
  const { phase, publish, discard, reset } = publishing
  const reason = whyNotPublish({
    issues,
    changes: changes?.length ?? 0,
    isNew: changes === null,
    isConflict,
  })
  const close = () => setAsks(null)
  const then = (done: Promise<boolean>) => void done.then((isDone) => isDone && close())
  return (
    <>
      {page.draft && (
        <Button tone="quiet" className="px-2" onClick={() => setAsks('discard')}>
          Discard draft
        </Button>
      )}
      {reason && (
        <p id={reasonId} className="max-w-44 px-1 text-sm leading-tight text-muted">
          {reason}
        </p>
      )}
      <Button
        disabled={reason !== null}
        busy={phase.name === 'working'}
        aria-describedby={reason ? reasonId : undefined}
        onClick={() => {
          reset()
          setAsks('publish')
        }}
      >
        {phase.name === 'working' ? phase.words : 'Publish'}
      </Button>
      <PublishDialog
        open={asks === 'publish'}
        onClose={close}
        changes={changes}
        path={page.path}
        phase={phase}
        onPublish={(note) => then(publish(note))}
      />
      <ConfirmDialog
        open={asks === 'discard'}
        onClose={close}
        title={changes === null ? 'Discard this new page?' : 'Discard the draft?'}
        action={changes === null ? 'Discard the page' : 'Discard the draft'}
        busy={phase.name === 'working'}
        onConfirm={() => then(discard())}
      >
        {changes === null
          ? 'It was never published, so nothing of it is left.'
          : `${formatUnits(changes.length, 'change is', 'changes are')} thrown away, and the page is again as the public sees it. This cannot be undone.`}
      </ConfirmDialog>
    </>
  )
}
