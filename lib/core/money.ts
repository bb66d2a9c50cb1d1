/** What everything is priced in (ISO 4217): one currency a shop. */
export const SHOP_CURRENCY = 'USD'

/** An amount in minor units (cents) of one currency (ISO 4217, upper case). Never a float. */
export interface Money {
  amount: number
  currency: string
}
