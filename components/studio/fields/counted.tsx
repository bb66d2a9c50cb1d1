import type { ReactNode } from 'react'

/** A hint with how much is left, once there is little. */
export function Counted({ length, most, hint }: { length: number; most: number; hint?: ReactNode }) {
  const left = most - length
  const isNear = left <= Math.max(10, most / 5)
  if (!hint && !isNear) return null
  return (
    <>
      {hint}
      {hint && isNear && ' · '}
      {isNear && (
        <span className="figures">{left === 1 ? '1 character left' : `${left} characters left`}</span>
      )}
    </>
  )
}
