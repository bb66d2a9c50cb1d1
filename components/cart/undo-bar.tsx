'use client'

import { useEffect, useRef } from 'react'

interface UndoBarProps {
  name: string
  onUndo: () => void
}

/** Says what was taken out and takes the focus that went with it, so that undoing is the next key pressed. */
export function UndoBar({ name, onUndo }: UndoBarProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus({ preventScroll: true }), [])
  return (
    <div
      role="status"
      className="mb-5 flex items-center justify-between gap-4 rounded-card border border-line bg-surface px-4 py-2.5 text-sm"
    >
      <span>{name} is out of your cart.</span>
      <button ref={button} type="button" onClick={onUndo} className="link -my-2 py-2 font-medium">
        Undo
      </button>
    </div>
  )
}
