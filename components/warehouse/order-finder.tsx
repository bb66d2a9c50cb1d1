'use client'

import { type FormEvent, type Ref, useState } from 'react'
import { TextField } from '@/components/ui/text-field'
import { findOrder } from './find-order'

/** Takes an order's number from a scanner, which types it and presses Enter, or from a hand. */
export function OrderFinder({
  ref,
  numbers,
  onFind,
}: {
  ref: Ref<HTMLInputElement>
  numbers: readonly string[]
  onFind: (number: string | null) => void
}) {
  const [wanted, setWanted] = useState('')
  const [error, setError] = useState<string>()

  const find = (event: FormEvent) => {
    event.preventDefault()
    const answer = findOrder(wanted, numbers)
    setError(answer.kind === 'found' ? undefined : answer.why)
    onFind(answer.kind === 'found' ? answer.number : null)
    if (answer.kind === 'found') setWanted('')
  }
  return (
    <form onSubmit={find} role="search">
      <TextField
        ref={ref}
        label="Find an order"
        placeholder="Scan it, or type part of its number"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="search"
        value={wanted}
        error={error}
        onChange={(event) => {
          setWanted(event.target.value)
          setError(undefined)
        }}
      />
    </form>
  )
}
