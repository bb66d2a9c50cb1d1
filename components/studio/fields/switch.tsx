'use client'

import { classNames } from '@/components/ui/class-names'

interface SwitchProps {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** On or off, at once. */
export function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      onClick={() => onChange(!isOn)}
      className="inline-flex min-h-11 items-center gap-2.5 text-[0.9375rem]"
    >
      <span
        aria-hidden
        className={classNames(
          'relative inline-block h-6 w-10 rounded-full border transition-colors',
          isOn ? 'border-live bg-live' : 'border-control bg-surface',
        )}
      >
        <span
          className={classNames(
            'absolute top-1/2 size-4 -translate-y-1/2 rounded-full transition-[left]',
            isOn ? 'left-[1.125rem] bg-surface' : 'left-[0.1875rem] bg-control',
          )}
        />
      </span>
      {label}
    </button>
  )
}
