'use client'

import { useEffect, useRef, useState } from 'react'
import { StatusDot } from '@/components/ui/status-dot'
import { TONE_TEXT } from '@/components/ui/tone'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { formatCount } from '@/lib/core/format'
import type { AvailabilityLabel } from './availability-label'

/** The count that moves while one looks. A screen reader hears of it at most once in 10 seconds. */
export function LiveLine({ words }: { words: AvailabilityLabel }) {
  const { tone, count, before, after } = words
  const shown = count === null ? '' : formatCount(count)
  const sentence = before + shown + after
  return (
    <>
      <p
        aria-hidden
        data-testid="live-line"
        className={`flex items-baseline gap-2.5 font-medium ${TONE_TEXT[tone]}`}
      >
        <span className="translate-y-[-1px]">
          <StatusDot tone={tone} />
        </span>
        <span className="figures">
          {before}
          {count !== null && (
            // A new key is a new element: it rolls in.
            <span key={count} className="count-roll inline-block">
              {shown}
            </span>
          )}
          {after}
        </span>
      </p>
      <VisuallyHidden>
        <span role="status" aria-live="polite">
          {useCalm(sentence)}
        </span>
      </VisuallyHidden>
    </>
  )
}

const CALM_MS = 10_000

/** The newest sentence, but never two within 10 seconds. */
function useCalm(sentence: string): string {
  const [said, setSaid] = useState(sentence)
  const saidAt = useRef(0)
  useEffect(() => {
    if (sentence === said) return
    const timer = setTimeout(
      () => {
        saidAt.current = Date.now()
        setSaid(sentence)
      },
      Math.max(0, saidAt.current + CALM_MS - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [sentence, said])
  return said
}
