import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { StatusDot } from './status-dot'
import { TONE_TEXT, type Tone } from './tone'

/** A state in a word or two, in a pill with its dot. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 rounded-full border border-line bg-surface px-2.5 py-0.5 text-sm font-medium',
        TONE_TEXT[tone],
      )}
    >
      <StatusDot tone={tone} />
      {children}
    </span>
  )
}
