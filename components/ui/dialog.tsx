'use client'

import { useId, type ReactNode } from 'react'
import { classNames } from './class-names'
import { ModalHeader } from './modal-header'
import { useModal } from './use-modal'

interface ModalProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  className?: string
}

/** A question or a task before the page goes on, in the middle of the screen. */
export function Dialog({ open, onClose, title, children, className }: ModalProps) {
  const titleId = useId()
  return (
    <dialog
      {...useModal(open, onClose)}
      aria-labelledby={titleId}
      className={classNames('sheet sheet-center', className)}
    >
      <div className="grid">
        <ModalHeader id={titleId} title={title} onClose={onClose} />
        <div className="p-5">{children}</div>
      </div>
    </dialog>
  )
}
