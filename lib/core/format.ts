import type { Money } from './money'

/*
 * The one place that spells numbers, prices and dates for people. Pages are made once for everyone, so the locale is the
 * page's (<html lang>), never the reader's: server and browser write the same.
 */

/** The language of every page, as `<html lang>` and Intl take it. */
export const LOCALE = 'en-US'

const numbers = new Intl.NumberFormat(LOCALE)

/** A count with its thousands grouped: "1,999,717". */
export const formatCount = (count: number): string => numbers.format(count)

/** A count and its noun: "1 product", "1,204 products". */
export const formatUnits = (count: number, one: string, more = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : more}`

const prices = new Map<string, Intl.NumberFormat>()

/** How prices in a currency (ISO 4217) are written. */
export function priceFormat(currency: string): Intl.NumberFormat {
  const known = prices.get(currency)
  if (known) return known
  const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency })
  prices.set(currency, format)
  return format
}

/** Digits after the point: 2 for USD, 0 for JPY. They follow the currency, not the caller. */
export const minorDigits = (currency: string): number =>
  priceFormat(currency).resolvedOptions().maximumFractionDigits ?? 2

/** "$1,480.00". */
export const formatMoney = ({ amount, currency }: Money): string =>
  priceFormat(currency).format(amount / 10 ** minorDigits(currency))

/** As `formatMoney`, without minor units that are zero: "$50", "$49.50". */
export const formatRoundMoney = ({ amount, currency }: Money): string =>
  new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount / 10 ** minorDigits(currency))

/**
 * Where a moment falls: `shop` is UTC, the same for server and browser, for what both write; `reader` is the time zone of
 * the device, known in a browser only, so write it after the page is alive.
 */
export type Zone = 'shop' | 'reader'

const zoneOf = (zone: Zone) => (zone === 'shop' ? { timeZone: 'UTC' } : {})

/** "Nov 27, 2026". */
export const formatDay = (at: string | number | Date, zone: Zone = 'shop'): string =>
  new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', ...zoneOf(zone) }).format(new Date(at))

/** "Nov 27", of a year that goes without saying. */
export const formatDayOfYear = (at: string | number | Date, zone: Zone = 'shop'): string =>
  new Intl.DateTimeFormat(LOCALE, { month: 'short', day: 'numeric', ...zoneOf(zone) }).format(new Date(at))

/** "2:41 PM". */
export const formatTime = (at: string | number | Date, zone: Zone): string =>
  new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short', ...zoneOf(zone) }).format(new Date(at))

/** "Nov 27, 2026, 2:41 PM". */
export const formatMoment = (at: string | number | Date, zone: Zone): string =>
  new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short', ...zoneOf(zone) }).format(
    new Date(at),
  )
