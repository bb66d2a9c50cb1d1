'use client'

import { useSyncExternalStore } from 'react'

/** A value that components in different places of a page share, such as whether the cart's drawer is open. */
export interface SharedValue<Value> {
  read: () => Value
  write: (value: Value) => void
  subscribe: (listener: () => void) => () => void
  onServer: Value
}

/** @param first reads the value at its first use in a browser; `onServer` is the value until then, and while a page is rendered */
export function sharedValue<Value>(onServer: Value, first: () => Value = () => onServer): SharedValue<Value> {
  const listeners = new Set<() => void>()
  let value: { now: Value } | undefined
  return {
    read: () => (value ??= { now: first() }).now,
    write(now) {
      value = { now }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onServer,
  }
}

/** The value now; the component renders again when it changes. */
export const useShared = <Value>({ subscribe, read, onServer }: SharedValue<Value>): Value =>
  useSyncExternalStore(subscribe, read, () => onServer)
