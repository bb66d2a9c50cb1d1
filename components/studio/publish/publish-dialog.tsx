'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { TextField } from '@/components/ui/text-field'
import { formatUnits } from '@/lib/core/format'
import type { Change } from '@/lib/publishing/rules/describe-changes'
import { ChangesList } from '../changes-list'
import type { PublishPhase } from './use-publish'

interface PublishDialogProps {
  open: boolean
  onClose: () => void
  /** null: the page is new */
  changes: readonly Change[] | null
  path: string
  phase: PublishPhase
  onPublish: (note: string) => void
}

/** What the public will see that it does not see now, and the button that makes it so. */
export function PublishDialog({ open, onClose, changes, path, phase, onPublish }: PublishDialogProps) {
  const [note, setNote] = useState('')
  const isWorking = phase.name === 'working'
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={changes ? `Publish ${formatUnits(changes.length, 'change')}` : 'Publish this page'}
      className="sheet-wide"
    >
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          onPublish(note)
        }}
      >
        {changes ? (
          <div className="max-h-[45dvh] overflow-y-auto" tabIndex={0} role="group" aria-label="What changes">
            <ChangesList changes={changes} />
          </div>
        ) : (
          <p className="text-muted">
            It is new. Once published, everyone finds it at <strong className="font-medium">{path}</strong>.
          </p>
        )}
        <TextField
          label="Note for the history"
          optional
          hint="Why, for your colleagues: “Winter prices”."
          autoComplete="off"
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {phase.name === 'failed' && (
          <Notice tone="danger" title="Not published">
            {phase.problem.detail}
          </Notice>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" busy={isWorking}>
            {isWorking ? phase.words : 'Publish'}
          </Button>
          <Button tone="secondary" onClick={onClose}>
            Not yet
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
