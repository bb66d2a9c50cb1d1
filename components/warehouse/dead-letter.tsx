'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { DeadLetterView } from '@/lib/fulfillment/schema'

/** A message that could not be delivered: why, when, and a way to take it in after all. */
export function DeadLetter({ letter, onReplay }: { letter: DeadLetterView; onReplay: () => Promise<void> }) {
  const [busy, setBusy] = useState(false)
  const replay = async () => {
    setBusy(true)
    await onReplay()
    setBusy(false)
  }
  return (
    <li className="grid gap-3 rounded-card border border-l-2 border-line border-l-danger bg-surface p-4">
      <p className="text-sm">
        <time dateTime={letter.receivedAt} className="text-muted">
          {letter.receivedAt.slice(0, 16).replace('T', ' ')}
        </time>
        <span className="mt-1 block break-words">{letter.error}</span>
      </p>
      <details className="text-sm">
        <summary className="text-muted">The message</summary>
        <pre className="mt-2 max-h-40 overflow-auto text-xs whitespace-pre-wrap">{letter.body}</pre>
      </details>
      <Button tone="secondary" block busy={busy} onClick={replay}>
        Replay
      </Button>
    </li>
  )
}
