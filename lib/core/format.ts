import type { Money } from './money'

/*
 * The one place that spells numbers, prices and moments for people. Pages are made for everyone, so the locale is the page's
 * (`<html lang>`), never the reader's: the server and the browser write the same. Of what machines read (addresses, JSON-LD,
 * attributes) only `decimalMoney` is made here.
 */

/** The language of every page, as `<html lang>` and Intl take it. */
export const LOCALE = 'en-US'

const counts = new Intl.NumberFormat(LOCALE)
const differences = new Intl.NumberFormat(LOCALE, { signDisplay: 'exceptZero' })
const tenths = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** "1,999,717". */
export const formatCount = (count: number): string => counts.format(count)

/** A count and what is counted: "1 product", "1,204 products". */
export const formatUnits = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** "+12", "-1,000". */
export const formatDifference = (units: number): string => differences.format(units)

/** "1.2 s". */
export const formatSeconds = (milliseconds: number): string => `${tenths.format(milliseconds / 1_000)} s`

type PriceStyle = 'exact' | 'round'
const priceFormats = new Map<string, Intl.NumberFormat>()

function priceFormat(currency: string, style: PriceStyle = 'exact'): Intl.NumberFormat {
  const key = `${style} ${currency}`
  const known = priceFormats.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    trailingZeroDisplay: style === 'round' ? 'stripIfInteger' : 'auto',
  })
  priceFormats.set(key, format)
  return format
}

/** Digits after the point in a currency (ISO 4217): 2 for USD, 0 for JPY. */
export const minorDigits = (currency: string): number =>
  priceFormat(currency).resolvedOptions().maximumFractionDigits ?? 2

const major = ({ amount, currency }: Money) => amount / 10 ** minorDigits(currency)

/** "$1,480.00". */
export const formatMoney = (money: Money): string => priceFormat(money.currency).format(major(money))

/** As `formatMoney`, without minor units where there are none: "$50", "$49.50". */
export const formatRoundMoney = (money: Money): string =>
  priceFormat(money.currency, 'round').format(major(money))

/** "1480.00", never grouped: for machines, and for fields that people type in. */
export const decimalMoney = (money: Money): string => major(money).toFixed(minorDigits(money.currency))

/** A currency's sign: "$". */
export const currencySign = (currency: string): string =>
  priceFormat(currency)
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? currency

/** ISO 8601, or milliseconds since the epoch */
type Moment = string | number | Date

/**
 * Whose clock a moment is written by. `utc` is the same on the server and in the browser. `reader` is the device's time zone:
 * write it only once the page is alive, since the server does not know it.
 */
type Zone = 'utc' | 'reader'

const formatter = (options: Intl.DateTimeFormatOptions) => {
  const utc = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' })
  const reader = new Intl.DateTimeFormat(LOCALE, options)
  return (at: Moment, zone: Zone): string => (zone === 'utc' ? utc : reader).format(new Date(at))
}

/** "Nov 27, 2026". */
export const formatDay = formatter({ dateStyle: 'medium' })

/** "Nov 27", where the year goes without saying. */
export const formatDayOfYear = formatter({ month: 'short', day: 'numeric' })

/** "2:41 PM". */
export const formatTime = formatter({ timeStyle: 'short' })

/** "14:41", for those who work here. */
export const formatClock = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** "Nov 27, 2026, 2:41 PM". */
export const formatMoment = formatter({ dateStyle: 'medium', timeStyle: 'short' })
