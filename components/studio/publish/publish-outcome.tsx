'use client'

import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { StatusDot } from '@/components/ui/status-dot'
import { archivedCopy, publishedCopy } from './publish-copy'
import type { PublishPhase } from './use-publish'

/** What became of a publish: "Live in 1.2 s", and the way to see it. Takes the focus when it appears. */
export function PublishOutcome({ phase, onDone }: { phase: PublishPhase; onDone: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  const isLive = phase.name === 'live'
  useEffect(() => {
    if (isLive) box.current?.focus()
  }, [isLive])

  if (phase.name === 'failed') {
    return (
      <div
        role="alert"
        className="rounded-card border border-l-2 border-line border-l-danger bg-surface px-4 py-3"
      >
        <p className="font-medium text-danger">That did not go through</p>
        <p>{phase.problem.detail}</p>
      </div>
    )
  }
  if (phase.name !== 'live') return null
  const { liveAfterMs, path } = phase
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="status"
      className="flex flex-wrap items-center gap-x-5 rounded-card border border-l-2 border-line border-l-live bg-surface px-4 py-2 outline-none"
    >
      <p className="figures inline-flex min-h-11 items-center gap-2.5 font-medium text-live">
        <StatusDot tone="live" />
        {path === null ? archivedCopy(liveAfterMs) : publishedCopy(liveAfterMs)}
      </p>
      {path !== null && (
        <a href={path} target="_blank" rel="noopener" className="link inline-flex min-h-11 items-center">
          See the page
        </a>
      )}
      <Button tone="quiet" className="ml-auto px-0" onClick={onDone}>
        Close
      </Button>
    </div>
  )
}
