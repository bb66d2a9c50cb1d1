'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { formatMoment, formatUnits } from '@/lib/core/format'
import type { DeadLetterView } from '@/lib/fulfillment/schema'

/** A message that could not be delivered: why, when, how often, and a way to take it in after all. */
export function DeadLetter({
  letter,
  onReplay,
}: {
  letter: DeadLetterView
  onReplay: () => Promise<unknown>
}) {
  const [busy, setBusy] = useState(false)
  const replay = async () => {
    setBusy(true)
    await onReplay()
    setBusy(false)
  }
  return (
    <li
      aria-label="Undelivered message"
      className="grid gap-3 rounded-card border border-l-2 border-line border-l-danger bg-surface p-4"
    >
      <p className="font-medium text-danger">A message could not be delivered</p>
      <p className="text-sm">
        <time dateTime={letter.receivedAt} className="figures text-muted">
          {formatMoment(letter.receivedAt, 'utc')} UTC
          {letter.failures > 1 && `, failed ${formatUnits(letter.failures, 'time')}`}
        </time>
        <span className="mt-1 block wrap-anywhere whitespace-pre-line">{letter.error}</span>
      </p>
      <details className="text-sm">
        <summary className="min-h-8 text-muted">The message</summary>
        <pre tabIndex={0} className="mt-2 max-h-40 overflow-auto text-xs whitespace-pre-wrap">
          {letter.body}
        </pre>
      </details>
      <Button tone="secondary" size="lg" block busy={busy} onClick={() => void replay()}>
        Replay
      </Button>
    </li>
  )
}
