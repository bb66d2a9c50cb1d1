'use client'

import { useEffect, useId, useState, type FormEvent } from 'react'
import {
  BLANK,
  type Details,
  type FieldErrors,
  type FieldName,
  parseAddress,
  typedAddress,
} from '@/components/checkout/details'
import { AddressFields, fieldId } from '@/components/checkout/details-fields'
import { Button } from '@/components/ui/button'
import type { AddressInput, SavedAddress } from '@/lib/orders/schema'

interface AddressFormProps {
  title: string
  initial?: SavedAddress
  busy: boolean
  onSave: (input: AddressInput) => void
  onCancel: () => void
}

/** One address, new or known: the fields of checkout, with an error beside each. */
export function AddressForm({ title, initial, busy, onSave, onCancel }: AddressFormProps) {
  const [typed, setTyped] = useState<Details>({ ...BLANK, ...(initial && typedAddress(initial.address)) })
  const [isDefault, setDefault] = useState(initial?.isDefault ?? false)
  const [errors, setErrors] = useState<FieldErrors>({})
  const titleId = useId()

  useEffect(() => document.getElementById(fieldId('name'))?.focus(), [])

  const errorsOf = (details: Details): FieldErrors => {
    const parsed = parseAddress(details)
    return parsed.ok ? {} : parsed.errors
  }
  const change = (part: Partial<Details>) => {
    const next = { ...typed, ...part }
    setTyped(next)
    // A field with an error is checked as it is typed; an untouched field is not.
    const still = errorsOf(next)
    setErrors(Object.fromEntries(Object.entries(still).filter(([field]) => field in errors)))
  }
  const leave = (field: FieldName) => setErrors({ ...errors, [field]: errorsOf(typed)[field] })

  function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    const parsed = parseAddress(typed)
    if (parsed.ok) return onSave({ address: parsed.value, isDefault })
    setErrors(parsed.errors)
    const [first] = Object.keys(parsed.errors) as FieldName[]
    if (first) document.getElementById(fieldId(first))?.focus()
  }

  return (
    <form
      noValidate
      onSubmit={submit}
      aria-labelledby={titleId}
      className="grid gap-5 rounded-card border border-line bg-surface p-5 sm:p-6"
    >
      <h2 id={titleId} className="display-type text-heading">
        {title}
      </h2>
      <AddressFields details={typed} errors={errors} onChange={change} onLeave={leave} />
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          checked={isDefault}
          disabled={initial?.isDefault === true}
          onChange={({ target }) => setDefault(target.checked)}
          className="size-4.5 accent-accent"
        />
        Fill this one in at checkout
      </label>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={busy}>
          Save
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
