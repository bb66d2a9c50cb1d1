'use client'

import { useIsAlive } from '@/components/ui/use-is-alive'
import { formatClock, formatDay, formatDayOfYear } from '@/lib/core/format'

/** "12:03", by the reader's clock. */
export const clockTime = (ms: number): string => formatClock(ms, 'reader')

const isSameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString()

/** "today 12:03", "yesterday 12:03", "Nov 3, 12:03", and with its year when that is another one. */
export function dayAndTime(iso: string, now = new Date()): string {
  const at = new Date(iso)
  const time = clockTime(at.getTime())
  const dayFrom = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)
  if (isSameDay(at, now)) return `today ${time}`
  if (isSameDay(at, dayFrom(-1))) return `yesterday ${time}`
  if (isSameDay(at, dayFrom(1))) return `tomorrow ${time}`
  const day = at.getFullYear() === now.getFullYear() ? formatDayOfYear : formatDay
  return `${day(at, 'reader')}, ${time}`
}

/** A moment in the reader's own time: only the browser knows it, so the server writes the day alone. */
export function When({ at }: { at: string }) {
  const isHere = useIsAlive()
  return (
    <time dateTime={at} className="figures whitespace-nowrap">
      {isHere ? dayAndTime(at) : formatDay(at, 'utc')}
    </time>
  )
}
