'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let searched = ''

/** Tells the header what the page of results in view was searched for. */
export function setSearched(q: string): void {
  searched = q
  for (const listener of listeners) listener()
}

export const useSearched = (): string =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => searched,
    () => '',
  )
