'use client'

import { useEffect } from 'react'

declare global {
  interface Window {
    /** made by EarlyClicks */
    fiftyoneEarly?: { pressed: HTMLElement | null; alive: Record<string, boolean> }
  }
}

/** Presses again, once, the button with `data-early={name}` that was pressed before this page's JavaScript had arrived. */
export function useEarlyClick(name: string): void {
  useEffect(() => {
    const early = window.fiftyoneEarly
    if (!early) return
    early.alive[name] = true
    const button = early.pressed
    if (button?.dataset['early'] !== name) return
    early.pressed = null
    button.removeAttribute('aria-busy')
    // Not before whatever else is made alive along with it.
    queueMicrotask(() => button.click())
  }, [name])
}
