'use client'

import { useState } from 'react'
import { moved, without } from './list-moves'

let made = 0
const fresh = (): string => `row-${(made += 1)}`
const freshKeys = (count: number): string[] => Array.from({ length: count }, fresh)

/**
 * Keys for rows that have no identity of their own, so that a row keeps its inputs (and what is half typed in them) when
 * it moves. Every change of order has to be told here too; a list that changed otherwise gets new rows.
 */
export function useRowKeys(count: number) {
  const [keys, setKeys] = useState(() => freshKeys(count))
  let current = keys
  if (keys.length !== count) {
    current = count > keys.length ? [...keys, ...freshKeys(count - keys.length)] : freshKeys(count)
    setKeys(current)
  }
  return {
    keys: current,
    move: (from: number, to: number) => setKeys(moved(current, from, to)),
    remove: (at: number) => setKeys(without(current, at)),
  }
}
