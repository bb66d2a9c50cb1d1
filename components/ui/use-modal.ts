'use client'

import { useEffect, useRef, type MouseEvent, type RefObject } from 'react'

/**
 * Keeps a native <dialog> in step with `open`. The browser holds the focus inside, closes on Escape and gives the focus
 * back; a press on the backdrop closes too.
 */
export function useModal(open: boolean, onClose: () => void) {
  const ref: RefObject<HTMLDialogElement | null> = useRef(null)

  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) {
      keepScrollbarsRoom()
      dialog.showModal()
    }
    if (!open && dialog.open) dialog.close()
  }, [open])

  return {
    ref,
    onClose: () => open && onClose(),
    // The dialog's content covers it; only its backdrop is the dialog itself.
    onClick: (event: MouseEvent<HTMLDialogElement>) => {
      if (event.target === event.currentTarget) event.currentTarget.close()
    },
  }
}

/** Measured before the dialog takes the scrollbar away; 0 where scrollbars lie over the page. */
function keepScrollbarsRoom(): void {
  const { documentElement: root } = document
  root.style.setProperty('--scrollbar', `${innerWidth - root.clientWidth}px`)
}
