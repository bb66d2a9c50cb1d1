import type { ReactNode } from 'react'
import { formatUnits } from '@/lib/core/format'

/** A hint with how much is left, once there is little. */
export function Counted({ length, most, hint }: { length: number; most: number; hint?: ReactNode }) {
  const left = most - length
  const isNear = left <= Math.max(10, most / 5)
  if (!hint && !isNear) return null
  return (
    <>
      {hint}
      {hint && isNear && ' · '}
      {isNear && <span className="figures">{formatUnits(left, 'character')} left</span>}
    </>
  )
}
