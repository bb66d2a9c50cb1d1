'use client'

import type { ComponentProps, FocusEvent } from 'react'
import { SelectField } from '@/components/ui/select-field'
import { TextField } from '@/components/ui/text-field'
import { CountryShape } from '@/components/orders/address-shape'
import { MAX_EMAIL_LENGTH } from '@/lib/core/email'
import { ADDRESS_LIMITS } from '@/lib/orders/rules/address-limits'
import { COUNTRIES } from '@/lib/orders/rules/countries'
import { COUNTRY_LABELS, type Details, type FieldErrors, type FieldName } from './details'

interface DetailsFieldsProps {
  details: Details
  errors: FieldErrors
  onChange: (part: Partial<Details>) => void
  onLeave: (field: FieldName) => void
}

const LONGEST = { ...ADDRESS_LIMITS, email: MAX_EMAIL_LENGTH }

/** The id of a field's control: where its error in the summary leads. */
export const fieldId = (field: FieldName): string => `checkout-${field}`

/**
 * Not when Pay is being pressed: an error that appeared now would move the button from under the pointer, and pressing it
 * checks every field anyway.
 */
const leaves = ({ relatedTarget }: FocusEvent): boolean =>
  !(relatedTarget instanceof HTMLButtonElement && relatedTarget.type === 'submit')

function useField({ details, errors, onChange, onLeave }: DetailsFieldsProps) {
  return (field: Exclude<FieldName, 'country'>) =>
    ({
      id: fieldId(field),
      name: field,
      maxLength: LONGEST[field],
      value: details[field],
      error: errors[field],
      onChange: ({ target }) => onChange({ [field]: target.value }),
      onBlur: (event) => leaves(event) && onLeave(field),
    }) satisfies Partial<ComponentProps<typeof TextField>>
}

export function ContactFields(props: DetailsFieldsProps) {
  const field = useField(props)
  return (
    <TextField
      {...field('email')}
      label="Email"
      type="email"
      inputMode="email"
      autoComplete="email"
      autoCapitalize="off"
      spellCheck={false}
      required
      hint="For this order only."
    />
  )
}

export function AddressFields(props: DetailsFieldsProps) {
  const field = useField(props)
  const { details, errors, onChange, onLeave } = props
  const words = COUNTRY_LABELS[details.country]
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <TextField
        {...field('name')}
        label="Full name"
        autoComplete="shipping name"
        required
        className="sm:col-span-6"
      />
      <SelectField
        id={fieldId('country')}
        name="country"
        label="Country"
        value={details.country}
        error={errors.country}
        onChange={({ target }) => CountryShape.is(target.value) && onChange({ country: target.value })}
        onBlur={(event) => leaves(event) && onLeave('country')}
        autoComplete="shipping country"
        required
        className="sm:col-span-6"
      >
        {Object.entries(COUNTRIES).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        {...field('line1')}
        label="Address"
        autoComplete="shipping address-line1"
        required
        className="sm:col-span-6"
      />
      <TextField
        {...field('line2')}
        label="Apartment, floor"
        autoComplete="shipping address-line2"
        optional
        className="sm:col-span-6"
      />
      <TextField
        {...field('city')}
        label="City"
        autoComplete="shipping address-level2"
        required
        className="sm:col-span-2"
      />
      <TextField
        {...field('region')}
        label={words.region.label}
        autoComplete="shipping address-level1"
        required={words.region.required}
        optional={!words.region.required}
        className="sm:col-span-2"
      />
      <TextField
        {...field('postalCode')}
        label={words.postalCode}
        autoComplete="shipping postal-code"
        autoCapitalize="characters"
        required
        className="sm:col-span-2"
      />
    </div>
  )
}
