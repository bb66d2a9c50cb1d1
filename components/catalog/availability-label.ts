import { formatCount } from '@/lib/core/format'
import type { AvailabilityItem } from '@/lib/inventory/schema'
import type { Tone } from '../ui/tone'

export interface AvailabilityLabel {
  tone: Tone
  /** the number that rolls, when the state has one */
  count: number | null
  /** around the number: "{before}7{after}" */
  before: string
  after: string
  /** what the button says, and whether it does anything */
  action: 'Add to cart' | 'In your cart' | 'In other carts' | 'Sold out'
}

/**
 * What the live line says of a count; undefined is "not known", which is never a number.
 * @param own units of it that are held in this shopper's own cart, and are among `inCarts`
 */
export function availabilityLabel(item: AvailabilityItem | undefined, own = 0): AvailabilityLabel {
  if (!item) return { tone: 'neutral', count: null, before: 'Checking…', after: '', action: 'Add to cart' }
  const { available, inCarts, state } = item
  const others = Math.max(0, inCarts - own)
  const elsewhere = others > 0 ? ` · ${formatCount(others)} in other carts` : ''
  switch (state) {
    case 'in_stock':
      return {
        tone: 'live',
        count: available,
        before: '',
        after: ` available${elsewhere}`,
        action: 'Add to cart',
      }
    case 'low':
      return {
        tone: 'warning',
        count: available,
        before: 'Only ',
        after: ` left${elsewhere}`,
        action: 'Add to cart',
      }
    case 'in_carts':
      return { tone: 'warning', count: null, after: '', ...(others > 0 ? OTHERS_HAVE_IT : YOU_HAVE_IT) }
    case 'sold_out':
      return { tone: 'neutral', count: null, before: 'Sold out', after: '', action: 'Sold out' }
  }
}

const OTHERS_HAVE_IT = {
  before: 'The last ones are in other carts. We’ll show here if one comes back.',
  action: 'In other carts',
} as const
const YOU_HAVE_IT = { before: 'All that are left are in your cart.', action: 'In your cart' } as const
