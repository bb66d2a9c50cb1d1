'use client'

import { type FormEvent, useState } from 'react'
import { controlLook } from '@/components/ui/field'

/** Where a SKU lies. Enter, or leaving the field, keeps what was typed. */
export function ShelfField({
  sku,
  place,
  onKeep,
}: {
  sku: string
  place: string | null
  onKeep: (place: string) => Promise<unknown>
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const keep = async (event?: FormEvent) => {
    event?.preventDefault()
    if (typed === null) return
    if (typed.trim().toUpperCase() !== (place ?? '')) await onKeep(typed)
    setTyped(null)
  }
  return (
    <form onSubmit={(event) => void keep(event)}>
      <input
        aria-label={`Shelf of ${sku}`}
        placeholder="None yet"
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={20}
        value={typed ?? place ?? ''}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => void keep()}
        className={controlLook(
          undefined,
          'figures font-medium print:border-0 print:p-0 print:placeholder:opacity-0',
        )}
      />
    </form>
  )
}
