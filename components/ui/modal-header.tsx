import { X } from 'lucide-react'
import type { ReactNode } from 'react'

/** The title of a dialog or drawer, and the way out of it. */
export function ModalHeader({ id, title, onClose }: { id: string; title: ReactNode; onClose: () => void }) {
  return (
    <header className="flex items-center justify-between gap-4 border-b border-line py-3 pr-3 pl-5">
      <h2 id={id} className="display-type text-heading">
        {title}
      </h2>
      <button
        type="button"
        aria-label="Close"
        onClick={onClose}
        className="grid size-11 place-items-center rounded-full hover:text-accent"
      >
        <X aria-hidden strokeWidth={1.5} className="size-5" />
      </button>
    </header>
  )
}
