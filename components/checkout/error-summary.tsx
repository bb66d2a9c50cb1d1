'use client'

import { useEffect, useRef, type MouseEvent } from 'react'
import { Notice } from '@/components/ui/notice'
import { formatUnits } from '@/lib/core/format'
import { FIELDS, type FieldErrors, type FieldName } from './details'
import { fieldId } from './details-fields'

/** Everything that keeps the form from being sent, in one place; takes the focus each time Pay was refused (`at`). */
export function ErrorSummary({ errors, at }: { errors: FieldErrors; at: number }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'center' })
  }, [at])

  const faults = FIELDS.flatMap((field) => (errors[field] ? [{ field, message: errors[field] }] : []))
  if (faults.length === 0) return null
  return (
    <div ref={box} tabIndex={-1} className="mb-8">
      <Notice
        tone="danger"
        title={
          faults.length === 1
            ? 'Please check one field'
            : `Please check ${formatUnits(faults.length, 'field')}`
        }
      >
        <ul className="mt-1 grid gap-1">
          {faults.map(({ field, message }) => (
            <li key={field}>
              <a href={`#${fieldId(field)}`} onClick={(event) => goTo(event, field)} className="link">
                {message}
              </a>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

function goTo(event: MouseEvent, field: FieldName) {
  event.preventDefault()
  const control = document.getElementById(fieldId(field))
  control?.scrollIntoView({ block: 'center' })
  control?.focus({ preventScroll: true })
}
