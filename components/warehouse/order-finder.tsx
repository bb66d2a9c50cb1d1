'use client'

import { type FormEvent, type Ref, useState } from 'react'
import { asProblem } from '@/components/api-client/problem'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'

/** Takes an order's number from a scanner, which types it and presses Enter, or any other word from a hand. */
export function OrderFinder({
  ref,
  search,
  onFind,
  onClear,
}: {
  ref: Ref<HTMLInputElement>
  /** what the board is narrowed to; empty: it shows everything */
  search: string
  /** @returns what is wrong with the text, or undefined when the board shows what it found */
  onFind: (text: string) => Promise<string | undefined>
  onClear: () => void
}) {
  const [wanted, setWanted] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)

  const find = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const wrong = await onFind(wanted.trim()).catch((thrown: unknown) => asProblem(thrown).detail)
    setBusy(false)
    setError(wrong)
    if (wrong === undefined) setWanted('')
  }
  return (
    <form onSubmit={(event) => void find(event)} role="search" aria-busy={busy}>
      <TextField
        ref={ref}
        label="Find an order"
        placeholder="Scan it, or type a number, SKU or name"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={80}
        value={wanted}
        error={error}
        onChange={(event) => {
          setWanted(event.target.value)
          setError(undefined)
        }}
      />
      {search && (
        <p className="mt-2 flex flex-wrap items-center gap-x-3 text-sm">
          <span>
            Only what matches <span className="font-medium">{search}</span>
          </span>
          <Button tone="quiet" className="-mx-4 md:-mx-5" onClick={onClear}>
            Show all
          </Button>
        </p>
      )}
    </form>
  )
}
