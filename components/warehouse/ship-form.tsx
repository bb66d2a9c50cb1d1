'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/select-field'
import { TextField } from '@/components/ui/text-field'
import { CARRIERS, ShipmentChange } from '@/lib/fulfillment/schema'

/** Carrier and tracking number of a packed shipment; errors beside their fields. */
export function ShipForm({
  version,
  busy,
  onShip,
}: {
  version: number
  busy: boolean
  onShip: (change: ShipmentChange) => Promise<void>
}) {
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = Object.fromEntries(new FormData(event.currentTarget))
    const parsed = ShipmentChange.safeParse({ action: 'ship', version, ...fields })
    if (parsed.success) {
      setErrors({})
      void onShip(parsed.data)
      return
    }
    setErrors(Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message])))
  }
  return (
    <form onSubmit={submit} className="grid gap-3" noValidate>
      <SelectField name="carrier" label="Carrier" error={errors['carrier']}>
        {CARRIERS.map((carrier) => (
          <option key={carrier}>{carrier}</option>
        ))}
      </SelectField>
      <TextField
        name="trackingNumber"
        label="Tracking number"
        autoComplete="off"
        error={errors['trackingNumber']}
      />
      <Button type="submit" size="lg" block busy={busy}>
        Mark shipped
      </Button>
    </form>
  )
}
