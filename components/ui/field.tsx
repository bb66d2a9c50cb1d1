import type { ReactNode } from 'react'
import { classNames } from './class-names'

interface FieldProps {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  /** Says "optional" beside the label; what is not optional needs no mark. */
  optional?: boolean
  className?: string | undefined
  children: ReactNode
}

/** The attributes that tie a control to its label's error and hint. */
export function fieldAria(id: string, { hint, error }: { hint?: ReactNode; error?: string | undefined }) {
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined }
}

/** A label above its control, the error right beneath it. */
export function Field({ id, label, hint, error, optional = false, className, children }: FieldProps) {
  return (
    <div className={classNames('grid content-start gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {optional && <span className="font-normal text-muted"> (optional)</span>}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  )
}

/** The look of every control that takes text. 16 px, so that a phone does not zoom into it. */
export const controlLook = (error: string | undefined, className?: string) =>
  classNames(
    'block min-h-12 w-full rounded-card border bg-surface px-3.5 py-2.5 text-base text-ink',
    'placeholder:text-muted disabled:text-muted',
    error ? 'border-danger' : 'border-control hover:border-ink',
    className,
  )
