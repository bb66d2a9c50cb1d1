'use client'

import { useEffect, useRef, useState, type RefObject } from 'react'
import { DraftShown, type DraftSaved } from '@/components/preview/draft-messages'

/** A page that does not answer within this time is reloaded: a link may have led away from it. */
const PATIENCE_MS = 4_000

function tell(frame: HTMLIFrameElement | null, version: number) {
  frame?.contentWindow?.postMessage({ type: 'draft-saved', version } satisfies DraftSaved, location.origin)
}

/**
 * Keeps the framed page in step with the draft: told of every saved version, reloaded when it does not answer. Only
 * messages of our own origin, from our own frame, are heard.
 */
export function usePreview(frame: RefObject<HTMLIFrameElement | null>, version: number) {
  const [shown, setShown] = useState(version)
  const [round, setRound] = useState(0)
  const known = useRef(version)

  useEffect(() => {
    const hear = (event: MessageEvent) => {
      if (event.origin !== location.origin || event.source !== frame.current?.contentWindow) return
      const message = DraftShown.safeParse(event.data)
      if (!message.success) return
      setShown(message.data.version)
      // Saved while the page was on its way: it did not listen yet when it was told.
      if (message.data.version !== known.current) tell(frame.current, known.current)
    }
    addEventListener('message', hear)
    return () => removeEventListener('message', hear)
  }, [frame])

  useEffect(() => {
    if (known.current === version) return
    known.current = version
    tell(frame.current, version)
  }, [frame, version])

  const isCurrent = shown === version
  useEffect(() => {
    if (isCurrent) return
    const timer = setTimeout(() => setRound((count) => count + 1), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [isCurrent, version, round])

  return {
    state: isCurrent ? ('current' as const) : ('updating' as const),
    /** changes when the frame must be reloaded: its key */
    round,
    reload: () => setRound((count) => count + 1),
    /** A frame that has loaded shows the newest draft by itself. */
    loaded: () => setShown(known.current),
  }
}
