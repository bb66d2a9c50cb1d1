'use client'

import { SelectField } from '@/components/ui/select-field'
import type { SavedAddress } from '@/lib/orders/schema'
import { type AddressPart, BLANK_ADDRESS, type Details, isSameAddress, typedAddress } from './details'

interface SavedAddressesProps {
  addresses: readonly SavedAddress[]
  details: Details
  onChoose: (part: AddressPart) => void
}

/** A signed-in person's addresses to choose from; what was chosen can still be changed in the fields below. */
export function SavedAddresses({ addresses, details, onChoose }: SavedAddressesProps) {
  if (addresses.length === 0) return null
  const chosen = addresses.find(({ address }) => isSameAddress(details, typedAddress(address)))
  return (
    <SelectField
      label="Your addresses"
      value={chosen?.id ?? ''}
      onChange={({ target }) => {
        const saved = addresses.find(({ id }) => id === target.value)
        onChoose(saved ? typedAddress(saved.address) : BLANK_ADDRESS)
      }}
      className="mb-5"
    >
      {addresses.map(({ id, address: { name, line1, city } }) => (
        <option key={id} value={id}>
          {name}, {line1}, {city}
        </option>
      ))}
      <option value="">Another address</option>
    </SelectField>
  )
}
