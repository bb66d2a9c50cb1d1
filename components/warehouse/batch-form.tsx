'use client'

import { type FormEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/select-field'
import { formatCount } from '@/lib/core/format'
import { BATCH_SIZES, type Batches, type BatchRequest } from '@/lib/fulfillment/schema'

const EVERYWHERE = ''

/** Starts a batch: how many of the oldest orders, and from which part of the warehouse. */
export function BatchForm({
  waiting,
  zones,
  onStart,
}: Pick<Batches, 'waiting' | 'zones'> & {
  /** @returns whether the batch was started */
  onStart: (request: BatchRequest) => Promise<boolean>
}) {
  const [size, setSize] = useState<number>(BATCH_SIZES[1])
  const [zone, setZone] = useState(EVERYWHERE)
  const [busy, setBusy] = useState(false)
  // A request whose answer was lost is sent again under the same id: it starts one batch.
  const id = useRef<string>(undefined)

  const begin = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    id.current ??= crypto.randomUUID()
    const started = await onStart({ id: id.current, size, ...(zone !== EVERYWHERE && { zone }) })
    if (started) id.current = undefined
    setBusy(false)
  }
  return (
    <form
      onSubmit={(event) => void begin(event)}
      className="grid gap-4 rounded-card border border-line bg-surface p-4"
    >
      <h2 className="font-medium">
        {waiting === 0
          ? 'No order waits'
          : `${formatCount(waiting)} ${waiting === 1 ? 'order waits' : 'orders wait'}`}
      </h2>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Oldest orders at once"
          value={size}
          onChange={(event) => setSize(Number(event.target.value))}
        >
          {BATCH_SIZES.map((count) => (
            <option key={count} value={count}>
              {formatCount(count)}
            </option>
          ))}
        </SelectField>
        <SelectField label="From" value={zone} onChange={(event) => setZone(event.target.value)}>
          <option value={EVERYWHERE}>Every shelf</option>
          {zones.map(({ zone: name, orders }) => (
            <option key={name} value={name}>
              {`${name} only (${formatCount(orders)})`}
            </option>
          ))}
        </SelectField>
      </div>
      <Button type="submit" busy={busy} disabled={waiting === 0}>
        Start a batch
      </Button>
    </form>
  )
}
