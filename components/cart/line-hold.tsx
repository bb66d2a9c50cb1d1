'use client'

import { StatusDot } from '@/components/ui/status-dot'
import type { CartLine } from '@/lib/cart/schema'
import { formatCount } from '@/lib/core/format'
import { HoldCountdown } from './hold-countdown'

interface LineHoldProps {
  line: Pick<CartLine, 'quantity' | 'held' | 'holdExpiresAt'>
  /** the shop says that this line's hold ran out; a line without a hold and without that is simply not known */
  lapsed: boolean
  onLapse: () => void
}

/** What nobody else can have right now, and for how long: never more than is true. */
export function LineHold({ line, lapsed, onLapse }: LineHoldProps) {
  const { quantity, held, holdExpiresAt } = line
  if (held === 0 && !lapsed) return null
  const whole = held === quantity
  return (
    <p className={`flex items-center gap-2 text-sm ${whole ? 'text-muted' : 'text-warning'}`}>
      <StatusDot tone={whole ? 'live' : 'warning'} />
      <span>
        {held === 0
          ? 'Not held for you right now'
          : whole
            ? 'Held for you'
            : `${formatCount(held)} of ${formatCount(quantity)} held for you`}{' '}
        {held > 0 && holdExpiresAt && (
          <HoldCountdown key={holdExpiresAt} until={holdExpiresAt} onLapse={onLapse} />
        )}
      </span>
    </p>
  )
}
