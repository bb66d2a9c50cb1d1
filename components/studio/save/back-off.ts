const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/** ms before attempt `attempt` + 1: doubled each time, a quarter of it left to chance so that editors do not return together. */
export function backOff(attempt: number, chance: number): number {
  const whole = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS)
  return Math.round(whole * (0.75 + 0.25 * chance))
}
