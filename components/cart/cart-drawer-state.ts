'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let open = false

function set(value: boolean) {
  open = value
  for (const listener of listeners) listener()
}

/** Opens the cart drawer, wherever on the page it is mounted. Call it when something was put in. */
export const openCart = (): void => set(true)
export const closeCart = (): void => set(false)

export const useCartIsOpen = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open,
    () => false,
  )
