import { useId, type ComponentProps, type ReactNode } from 'react'
import { controlLook, Field, fieldAria } from './field'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  id?: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
  /** Of the input; `className` is the whole field's. */
  inputClassName?: string
}

/** A labelled input with its hint and its error. Takes every attribute of <input>; `ref` is the input's. */
export function TextField({
  id,
  label,
  hint,
  error,
  optional,
  className,
  inputClassName,
  ...input
}: TextFieldProps) {
  const made = useId()
  const fieldId = id ?? made
  return (
    <Field
      id={fieldId}
      label={label}
      hint={hint}
      error={error}
      optional={optional ?? false}
      className={className}
    >
      <input
        {...input}
        {...fieldAria(fieldId, { hint, error })}
        className={controlLook(error, inputClassName)}
      />
    </Field>
  )
}
