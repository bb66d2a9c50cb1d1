'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/select-field'
import { TextField } from '@/components/ui/text-field'
import { formatCount } from '@/lib/core/format'
import { restOf } from '@/lib/fulfillment/rules/fill-parcel'
import { CARRIERS, ShipmentChange, type ShipmentView } from '@/lib/fulfillment/schema'
import { readParcel } from './read-parcel'

/** Carrier and tracking number of a packed shipment, or of a part of it; errors beside their fields. */
export function ShipForm({
  shipment,
  busy,
  onShip,
}: {
  shipment: ShipmentView
  busy: boolean
  onShip: (change: ShipmentChange) => Promise<boolean>
}) {
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [isPart, setPart] = useState(false)
  const rest = restOf(shipment.lines)
  const maySplit = rest.reduce((sum, { quantity }) => sum + quantity, 0) > 1

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const parcel = readParcel(new FormData(form), { version: shipment.version, rest, isPart })
    if (parcel.kind === 'faulty') {
      setErrors(parcel.errors)
      form.querySelector<HTMLElement>('[name="trackingNumber"]')?.focus()
      return
    }
    setErrors({})
    if (await onShip(parcel.change)) setPart(false)
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-3" noValidate>
      <SelectField
        name="carrier"
        label="Carrier"
        error={errors['carrier']}
        defaultValue={shipment.carrier ?? 'UPS'}
      >
        {CARRIERS.map((carrier) => (
          <option key={carrier}>{carrier}</option>
        ))}
      </SelectField>
      <TextField
        data-next
        name="trackingNumber"
        label="Tracking number"
        autoComplete="off"
        spellCheck={false}
        error={errors['trackingNumber']}
      />
      {maySplit && (
        <label className="flex min-h-11 items-center gap-3 text-sm">
          <input
            type="checkbox"
            className="size-5 accent-accent"
            checked={isPart}
            onChange={(event) => setPart(event.target.checked)}
          />
          Only a part is in this parcel
        </label>
      )}
      {isPart && (
        <fieldset className="grid gap-3">
          <legend className="sr-only">What is in this parcel</legend>
          {rest.map(({ sku, quantity }) => (
            <TextField
              key={sku}
              name={`units ${sku}`}
              label={`${sku}, of ${formatCount(quantity)}`}
              type="number"
              inputMode="numeric"
              min={0}
              max={quantity}
              defaultValue={quantity}
              error={errors[sku]}
            />
          ))}
          {errors['lines'] && <p className="text-sm font-medium text-danger">{errors['lines']}</p>}
        </fieldset>
      )}
      <Button type="submit" size="lg" block busy={busy}>
        Mark shipped
      </Button>
    </form>
  )
}
