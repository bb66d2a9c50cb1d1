'use client'

import type { ComponentProps, ReactNode } from 'react'
import { TextField } from '@/components/ui/text-field'
import { useField } from '../field-state'
import { Counted } from './counted'

interface TextInputProps extends Omit<ComponentProps<'input'>, 'id' | 'value' | 'onChange' | 'onBlur'> {
  /** In the content, as the API names it. */
  path: string
  label: ReactNode
  hint?: ReactNode
  optional?: boolean
  value: string
  onChange: (value: string) => void
  inputClassName?: string
  /** The most characters; the count shows when it comes near. */
  most: number
}

/** One line of a page. */
export function TextInput({ path, hint, value, onChange, most, ...rest }: TextInputProps) {
  const { id, error, onBlur } = useField(path)
  return (
    <TextField
      autoComplete="off"
      {...rest}
      id={id}
      value={value}
      maxLength={most}
      error={error}
      hint={<Counted length={value.length} most={most} hint={hint} />}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
    />
  )
}
