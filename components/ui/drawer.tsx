'use client'

import { useId, type ReactNode } from 'react'
import { ModalHeader } from './modal-header'
import { useModal } from './use-modal'

interface DrawerProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** Stays in view below what scrolls: totals and the next step. */
  footer?: ReactNode
}

/** A panel from the right, as tall as the screen; on a phone as wide as it too. */
export function Drawer({ open, onClose, title, children, footer }: DrawerProps) {
  const titleId = useId()
  return (
    <dialog {...useModal(open, onClose)} aria-labelledby={titleId} className="sheet sheet-right">
      <div className="flex h-full flex-col">
        <ModalHeader id={titleId} title={title} onClose={onClose} />
        <div className="min-h-0 flex-1 overflow-y-auto p-5">{children}</div>
        {footer && <footer className="border-t border-line p-5">{footer}</footer>}
      </div>
    </dialog>
  )
}
