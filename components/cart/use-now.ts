'use client'

import { useSyncExternalStore } from 'react'
import { serverNow } from '@/components/api-client/server-clock'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now: number | null = null

const tick = () => {
  now = serverNow()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(tick, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    now = null
  }
}

/** The shop's time, once a second, the same moment for everything that shows it; null on the server. */
export const useNow = (): number | null =>
  useSyncExternalStore(
    subscribe,
    () => (now ??= serverNow()),
    () => null,
  )
