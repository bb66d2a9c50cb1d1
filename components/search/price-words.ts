import { formatMoney } from '@/lib/core/format'
import type { PriceRange } from '@/lib/search/rules/price-range'

/** As carts without a line have it: the shop sells in one currency. */
const CURRENCY = 'USD'

const words = (amount: number) => formatMoney({ amount, currency: CURRENCY }).replace(/\.00$/, '')

/** "Under $50", "$50 to $100", "$200 and more". */
export function priceWords({ from, below }: PriceRange): string {
  if (from === null) return below === null ? 'Any price' : `Under ${words(below)}`
  return below === null ? `${words(from)} and more` : `${words(from)} to ${words(below)}`
}
