'use client'

import { useState } from 'react'
import {
  type Details,
  type FieldErrors,
  fieldErrorsOf,
  FIELDS,
  type FieldName,
  parseDetails,
  type Parsed,
} from './details'

/** Errors beside the fields: shown when a field is left or Pay was refused, gone as soon as what is typed is right. */
export function useFieldErrors(details: Details) {
  const [errors, setErrors] = useState<FieldErrors>({})
  const [refusedAt, setRefusedAt] = useState(0)

  const show = (found: FieldErrors) => {
    setErrors(found)
    setRefusedAt((count) => count + 1)
  }
  const faultOf = (field: FieldName, typed: Details) => {
    const parsed = parseDetails(typed)
    return parsed.ok ? undefined : parsed.errors[field]
  }
  const set = (field: FieldName, fault: string | undefined) =>
    setErrors((shown) => {
      const others = Object.fromEntries(Object.entries(shown).filter(([name]) => name !== field))
      return fault === undefined ? others : { ...others, [field]: fault }
    })

  return {
    errors,
    /** grows each time the summary should take the focus */
    refusedAt,
    /** The details as the shop takes them; null when something is missing, which is then shown. */
    check(): Parsed | null {
      const parsed = parseDetails(details)
      if (parsed.ok) {
        setErrors({})
        return parsed.value
      }
      show(parsed.errors)
      return null
    },
    showServerErrors: (found: readonly { path: string; message: string }[]) =>
      show(fieldErrorsOf(found, details)),
    /** A field that was left with something wrong in it says so; one that was only passed by does not. */
    left(field: FieldName) {
      if (details[field].trim()) set(field, faultOf(field, details))
    },
    /** Takes back what is no longer true. */
    changed(part: Partial<Details>) {
      for (const field of FIELDS.filter((name) => errors[name])) {
        if (field in part || 'country' in part) set(field, faultOf(field, { ...details, ...part }))
      }
    },
  }
}
