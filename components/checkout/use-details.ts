'use client'

import { useSyncExternalStore } from 'react'
import { BLANK, type Details, DetailsShape } from './details'
import { recall, remember } from './tab-memory'

const DETAILS = 'fiftyone.checkout.details'
const listeners = new Set<() => void>()
let details: Details | undefined

const current = (): Details => (details ??= recall(DETAILS, DetailsShape) ?? BLANK)

function change(part: Partial<Details>): void {
  details = { ...current(), ...part }
  remember(DETAILS, details)
  for (const listener of listeners) listener()
}

/** What was typed, kept for as long as this tab lives: a reload, a detour or a crash loses nothing. */
export function useDetails(): [Details, (part: Partial<Details>) => void] {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    current,
    () => BLANK,
  )
  return [shown, change]
}
