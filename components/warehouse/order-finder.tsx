'use client'

import { type FormEvent, useState } from 'react'
import { TextField } from '@/components/ui/text-field'

/** Takes an order's number from a scanner, which types it and presses Enter, or from a hand. */
export function OrderFinder({
  numbers,
  onFind,
}: {
  numbers: readonly string[]
  onFind: (number: string | null) => void
}) {
  const [wanted, setWanted] = useState('')
  const [error, setError] = useState<string>()

  const find = (event: FormEvent) => {
    event.preventDefault()
    const letters = wanted.toUpperCase().replace(/[^0-9A-Z]/g, '')
    const number = letters && numbers.find((known) => known.replaceAll('-', '').includes(letters))
    setError(number ? undefined : `No order on the board has the number ${wanted.trim()}.`)
    onFind(number || null)
    if (number) setWanted('')
  }
  return (
    <form onSubmit={find} role="search" className="max-w-md">
      <TextField
        label="Find an order"
        hint="Scan it, or type part of its number and press Enter."
        placeholder="F51-…"
        autoComplete="off"
        autoCapitalize="characters"
        enterKeyHint="search"
        value={wanted}
        error={error}
        onChange={(event) => setWanted(event.target.value)}
      />
    </form>
  )
}
