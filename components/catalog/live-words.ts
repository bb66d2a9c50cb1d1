import type { AvailabilityItem } from '@/lib/inventory/schema'
import type { Tone } from '../ui/tone'

export interface LiveWords {
  tone: Tone
  /** the number that rolls, when the state has one */
  count: number | null
  /** around the number: "{before}7{after}" */
  before: string
  after: string
  canAdd: boolean
}

/** What the live line says of a count; undefined is "not known", which is never a number. */
export function liveWords(item: AvailabilityItem | undefined): LiveWords {
  if (!item) return { tone: 'neutral', count: null, before: 'Checking…', after: '', canAdd: true }
  const { available, inCarts, state } = item
  const others = inCarts > 0 ? ` · ${inCarts} in carts` : ''
  switch (state) {
    case 'in_stock':
      return { tone: 'live', count: available, before: '', after: ` available${others}`, canAdd: true }
    case 'low':
      return { tone: 'warning', count: available, before: 'Only ', after: ` left${others}`, canAdd: true }
    case 'in_carts':
      return {
        tone: 'warning',
        count: null,
        before: 'The last ones are in other carts. We’ll show here if one comes back.',
        after: '',
        canAdd: false,
      }
    case 'sold_out':
      return { tone: 'neutral', count: null, before: 'Sold out', after: '', canAdd: false }
  }
}
