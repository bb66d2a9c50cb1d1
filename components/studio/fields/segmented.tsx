'use client'

import type { LucideIcon } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'

interface SegmentedProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string; icon?: LucideIcon }[]
  onChange: (value: Value) => void
}

/** One of a few, all in view. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  return (
    <div
      role="group"
      aria-label={label}
      className="inline-flex rounded-full border border-control bg-surface p-0.5"
    >
      {options.map(({ value: own, label: words, icon: Icon }) => (
        <button
          key={own}
          type="button"
          aria-pressed={own === value}
          onClick={() => onChange(own)}
          className={classNames(
            'inline-flex min-h-10 items-center gap-2 rounded-full px-4 text-sm font-medium transition-colors',
            own === value ? 'bg-ink text-paper' : 'text-muted hover:text-ink',
          )}
        >
          {Icon && <Icon aria-hidden strokeWidth={1.5} className="size-4" />}
          {words}
        </button>
      ))}
    </div>
  )
}
