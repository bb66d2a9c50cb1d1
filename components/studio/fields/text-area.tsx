'use client'

import type { ReactNode } from 'react'
import { controlLook, Field, fieldAria } from '@/components/ui/field'
import { useField } from '../field-state'
import { Counted } from './counted'

interface TextAreaProps {
  path: string
  label: ReactNode
  hint?: ReactNode
  optional?: boolean
  value: string
  onChange: (value: string) => void
  most: number
  rows?: number
  placeholder?: string
}

/** A paragraph of a page; grows with what is written. It has no lines of its own: a break becomes a space. */
export function TextArea({
  path,
  label,
  hint,
  optional = false,
  value,
  onChange,
  most,
  rows = 3,
  placeholder,
}: TextAreaProps) {
  const { id, error, onBlur } = useField(path)
  const words = <Counted length={value.length} most={most} hint={hint} />
  return (
    <Field id={id} label={label} hint={words} error={error} optional={optional}>
      <textarea
        {...fieldAria(id, { hint: words, error })}
        rows={rows}
        placeholder={placeholder}
        value={value}
        maxLength={most}
        onChange={(event) => onChange(event.target.value.replace(/\s*\n\s*/g, ' '))}
        onBlur={onBlur}
        className={controlLook(error, 'field-sizing-content leading-normal')}
      />
    </Field>
  )
}
