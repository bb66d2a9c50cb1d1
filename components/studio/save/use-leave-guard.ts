'use client'

import { useEffect, useRef, useState } from 'react'

/** How long a link waits for the last words to be saved. */
const PATIENCE_MS = 3_000

/**
 * Stands between unsaved words and the way out. A link of ours saves first and then goes; when it cannot save, `wayOut`
 * is the address it was about to open, for somebody to decide. Closing the tab asks in the browser's own words.
 */
export function useLeaveGuard({ isUnsaved, flush }: { isUnsaved: boolean; flush: () => Promise<boolean> }) {
  const [wayOut, setWayOut] = useState<string | null>(null)
  const mayLeave = useRef(false)

  useEffect(() => {
    if (!isUnsaved) return
    const ask = (event: BeforeUnloadEvent) => {
      if (!mayLeave.current) event.preventDefault()
    }
    const follow = (event: MouseEvent) => {
      const href = linkOf(event)
      if (!href) return
      event.preventDefault()
      const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS))
      void Promise.race([flush(), late]).then((saved) => (saved ? location.assign(href) : setWayOut(href)))
    }
    addEventListener('beforeunload', ask)
    document.addEventListener('click', follow, true)
    return () => {
      removeEventListener('beforeunload', ask)
      document.removeEventListener('click', follow, true)
    }
  }, [flush, isUnsaved])

  return {
    wayOut,
    stay: () => setWayOut(null),
    leave: () => {
      mayLeave.current = true
      if (wayOut) location.assign(wayOut)
    },
  }
}

/** The address that this click would open in this tab; null when it would not leave the page. */
function linkOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || (link.target && link.target !== '_self')) return null
  const isHere = link.pathname === location.pathname && link.search === location.search
  return isHere ? null : link.href
}
