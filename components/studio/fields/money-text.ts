import { minorDigits } from '@/lib/core/format'

const MOST_MINOR_UNITS = 10_000_000

/**
 * The minor units that somebody typed: "148", "148.5", "$1,480.00". Read digit by digit, never through a fraction.
 * @returns null when it is no amount, or more than the shop sells anything for
 */
export function parseMoneyText(text: string, currency: string): number | null {
  const digits = minorDigits(currency)
  const bare = text.trim().replace(/^(\p{Sc}|[A-Z]{3})\s*/u, '')
  const parts = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?$/.exec(bare)
  const [, whole, fraction = ''] = parts ?? []
  if (whole === undefined || fraction.length > digits) return null
  const amount = Number(whole.replaceAll(',', '') + fraction.padEnd(digits, '0'))
  return amount <= MOST_MINOR_UNITS ? amount : null
}
