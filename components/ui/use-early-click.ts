'use client'

import { useEffect, useEffectEvent } from 'react'

declare global {
  interface Window {
    /** Absent on pages without EarlyClicks. */
    fiftyoneEarly?: { pressed: string | null; alive: Record<string, boolean> }
  }
}

/**
 * Does what was pressed before this page's JavaScript had arrived: calls `onClick` once when a button with
 * `data-early={name}` was.
 */
export function useEarlyClick(name: string, onClick: () => void): void {
  const click = useEffectEvent(onClick)
  useEffect(() => {
    const early = window.fiftyoneEarly
    if (!early) return
    early.alive[name] = true
    if (early.pressed !== name) return
    early.pressed = null
    for (const button of document.querySelectorAll(`[data-early='${name}']`))
      button.removeAttribute('aria-busy')
    click()
  }, [name])
}
