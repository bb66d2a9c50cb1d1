'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { WAREHOUSE_REASONS } from '@/lib/fulfillment/schema'

export type Reason = (typeof WAREHOUSE_REASONS)[number]

const REASONS = {
  missing: 'It is not on its shelf',
  damaged: 'It is damaged',
  undeliverable: 'The address can’t be reached',
} as const satisfies Record<Reason, string>

/** Why an order can't be sent; its buyer gets the money back. */
export function CancelForm({
  busy,
  onKeep,
  onCancel,
}: {
  busy: boolean
  onKeep: () => void
  onCancel: (reason: Reason) => void
}) {
  const [reason, setReason] = useState<Reason>('missing')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onCancel(reason)
  }
  return (
    <form onSubmit={submit} className="grid gap-5">
      <fieldset className="grid gap-1">
        <legend className="mb-2 text-muted">Why? Its buyer is told, and gets the money back.</legend>
        {Object.entries(REASONS).map(([name, words]) => (
          <label key={name} className="flex min-h-11 items-center gap-3">
            <input
              type="radio"
              name="reason"
              className="size-5 accent-accent"
              checked={reason === name}
              onChange={() => setReason(name as Reason)}
            />
            {words}
          </label>
        ))}
      </fieldset>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={busy}>
          Cancel and refund
        </Button>
        <Button tone="secondary" onClick={onKeep}>
          Keep it
        </Button>
      </div>
    </form>
  )
}
