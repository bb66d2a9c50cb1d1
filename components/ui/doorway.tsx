import type { ReactNode } from 'react'

/** A page of its own for somebody who is not in yet: what this is, and the way in. */
export function Doorway({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="main" className="shell grid min-h-dvh place-items-center py-16">
      <div className="grid max-w-md justify-items-start gap-6">
        <h1 className="display-type text-title">{title}</h1>
        {children}
      </div>
    </main>
  )
}
