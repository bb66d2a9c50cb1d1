'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False in what the server wrote, true once the page listens: what is typed before that, React would put back. */
export function useIsAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
