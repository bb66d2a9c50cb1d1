'use client'

import { useEffect } from 'react'
import { clock, spokenClock, secondsLeft } from './countdown'
import { useNow } from './use-now'

/** How often the shop is asked again while it has not yet said what became of a hold that ran out. */
const ASK_AGAIN_MS = 4_000

interface HoldCountdownProps {
  /** ISO time */
  until: string
  /** Asks for the truth: called when the time is over, and again until `until` has changed. */
  onLapse: () => void
}

/** "12:41", ticking. Screen readers hear whole minutes, and only when they come here. */
export function HoldCountdown({ until, onLapse }: HoldCountdownProps) {
  const now = useNow()
  const left = now === null ? null : secondsLeft(until, now)
  const over = left === 0

  useEffect(() => {
    if (!over) return
    onLapse()
    const again = setInterval(onLapse, ASK_AGAIN_MS)
    return () => clearInterval(again)
  }, [over, onLapse])

  if (left === null) return null
  return (
    <span role="timer" aria-live="off" className="figures">
      <span aria-hidden>{clock(left)}</span>
      <span className="sr-only">{spokenClock(left)}</span>
    </span>
  )
}
