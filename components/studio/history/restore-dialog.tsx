'use client'

import { formatCount } from '@/lib/core/format'
import { ConfirmDialog } from '../publish/confirm-dialog'
import { When } from '../when'
import type { Restore } from './use-restore'

/** There is a draft: whose, and what becomes of it. */
export function RestoreDialog({ restore }: { restore: Restore }) {
  const { question, confirm, cancel, busy } = restore
  return (
    <ConfirmDialog
      open={question !== null}
      title="There is a draft already"
      action="Replace the draft"
      busy={busy !== null}
      onConfirm={() => question && confirm(question)}
      onClose={cancel}
    >
      {question && (
        <p>
          {question.draft.updatedBy.name} saved it <When at={question.draft.updatedAt} />. Restoring revision{' '}
          {formatCount(question.revision)} replaces it, and what was only in the draft is gone. The public
          page stays as it is until somebody publishes.
        </p>
      )}
    </ConfirmDialog>
  )
}
