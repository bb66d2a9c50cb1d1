'use client'

import { Minus, Plus } from 'lucide-react'
import { formatCount } from '@/lib/core/format'
import { classNames } from './class-names'

interface StepperProps {
  /** What is counted, for a screen reader: "Quantity of Ridge Mug". */
  label: string
  value: number
  min?: number
  max: number
  onChange: (value: number) => void
  disabled?: boolean
  size?: 'sm' | 'md'
}

/** A quantity between two buttons. At its ends a button is off but keeps its place and its focus. */
export function Stepper({
  label,
  value,
  min = 1,
  max,
  onChange,
  disabled = false,
  size = 'md',
}: StepperProps) {
  const step = (by: -1 | 1, words: string, Icon: typeof Plus) => {
    const next = value + by
    const off = disabled || next < min || next > max
    return (
      <button
        type="button"
        aria-label={`${words}: ${label}`}
        aria-disabled={off || undefined}
        onClick={off ? undefined : () => onChange(next)}
        className={classNames(
          'grid place-items-center rounded-full transition-colors',
          size === 'md' ? 'size-11' : 'size-9',
          off ? 'cursor-not-allowed text-control' : 'hover:text-accent',
        )}
      >
        <Icon aria-hidden strokeWidth={1.5} className={size === 'md' ? 'size-4.5' : 'size-4'} />
      </button>
    )
  }
  return (
    <div
      role="group"
      aria-label={label}
      className={classNames(
        'inline-flex shrink-0 items-center rounded-full border border-control bg-surface',
        size === 'md' && 'p-[3px]',
      )}
    >
      {step(-1, 'One fewer', Minus)}
      <output
        aria-live="polite"
        className={classNames('figures text-center font-medium', size === 'md' ? 'w-7' : 'w-6')}
      >
        {formatCount(value)}
      </output>
      {step(1, 'One more', Plus)}
    </div>
  )
}
