import { formatRoundMoney } from '@/lib/core/format'
import { SHOP_CURRENCY } from '@/lib/core/money'
import type { PriceRange } from '@/lib/search/rules/price-range'

const words = (amount: number) => formatRoundMoney({ amount, currency: SHOP_CURRENCY })

/** "Under $50", "$50 to $100", "$200 and more". */
export function priceLabel({ from, below }: PriceRange): string {
  if (from === null) return below === null ? 'Any price' : `Under ${words(below)}`
  return below === null ? `${words(from)} and more` : `${words(from)} to ${words(below)}`
}
