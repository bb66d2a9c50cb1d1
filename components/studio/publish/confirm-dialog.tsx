'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

interface ConfirmDialogProps {
  open: boolean
  title: string
  children: ReactNode
  /** what the button does, as a verb */
  action: string
  busy?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** A question before something that is not easily taken back. */
export function ConfirmDialog({
  open,
  title,
  children,
  action,
  busy = false,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <div className="grid gap-5">
        <div>{children}</div>
        <div className="flex flex-wrap gap-3">
          <Button busy={busy} onClick={onConfirm}>
            {action}
          </Button>
          <Button tone="secondary" onClick={onClose}>
            Keep it
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
