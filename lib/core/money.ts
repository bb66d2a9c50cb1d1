import { z } from 'zod'

/** What everything is priced in (ISO 4217): one currency a shop. */
export const SHOP_CURRENCY = 'USD'

/** An amount in minor units (cents) of one currency (ISO 4217, upper case). Never a float. */
export const Money = z.strictObject({
  amount: z.int().min(0).max(2_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type Money = z.infer<typeof Money>

/** "$148.00". Digits after the point follow the currency, not the caller. */
export function formatMoney({ amount, currency }: Money, locale = 'en-US'): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
