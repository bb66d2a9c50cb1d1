import { ChevronDown } from 'lucide-react'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { controlLook, Field, fieldAria } from './field'

interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'id'> {
  id?: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
}

/** A labelled <select>; its options are the children. */
export function SelectField({
  id,
  label,
  hint,
  error,
  optional,
  className,
  children,
  ...select
}: SelectFieldProps) {
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
      <span className="relative block">
        <select
          {...select}
          {...fieldAria(fieldId, { hint, error })}
          className={controlLook(error, 'appearance-none pr-10')}
        >
          {children}
        </select>
        <ChevronDown
          aria-hidden
          strokeWidth={1.5}
          className="pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2 text-muted"
        />
      </span>
    </Field>
  )
}
