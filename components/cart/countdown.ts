import { formatUnits } from '@/lib/core/format'

/** Seconds until `until`, never below 0. Rounded up, so that "0:00" means that it is over. */
export const secondsLeft = (until: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000))

/** "12:41", or "1:02:41" from an hour on. */
export function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`
}

/** The same for a screen reader, to the minute: "12 minutes". */
export function spokenClock(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? 'less than a minute' : formatUnits(minutes, 'minute')
}
