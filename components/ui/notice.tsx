import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { TONE_TEXT, type Tone } from './tone'

interface NoticeProps {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  className?: string
}

const EDGE: Record<Tone, string> = {
  live: 'border-l-live',
  warning: 'border-l-warning',
  danger: 'border-l-danger',
  neutral: 'border-l-control',
}

/** Something the shopper should know, in its place. What went wrong interrupts a screen reader; the rest waits its turn. */
export function Notice({ tone = 'neutral', title, children, className }: NoticeProps) {
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames(
        'rounded-card border border-l-2 border-line bg-surface px-4 py-3 text-[0.9375rem]',
        EDGE[tone],
        className,
      )}
    >
      {title && (
        <p className={classNames('font-medium', tone === 'neutral' ? 'text-ink' : TONE_TEXT[tone])}>
          {title}
        </p>
      )}
      {children}
    </div>
  )
}
