import { classNames } from './class-names'
import { TONE_FILL, type Tone } from './tone'

/** The small round light before a line of words. It never stands alone: colour is not a message. */
export function StatusDot({ tone, className }: { tone: Tone; className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames('inline-block size-2 shrink-0 rounded-full', TONE_FILL[tone], className)}
    />
  )
}
