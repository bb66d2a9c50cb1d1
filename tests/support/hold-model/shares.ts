import { SHARES, SHORT } from '@/lib/inventory/rules/hold-figures'

/** Where a cart was last written from; what nobody knows is absent. */
export interface Placed {
  address?: string
  network?: string
}

const KINDS = ['address', 'network'] as const

/** Whether a cart's wish goes beyond what its address or network may hold, or may hold in peace, of a product. */
export function beyondShares(options: {
  units: number
  placed: Placed
  sellable: number
  /** what other carts hold */
  others: readonly { units: number; placed: Placed }[]
  /** units that nobody would have then */
  left: number
  lately: boolean
}): { over: boolean; exposed: boolean; short: boolean } {
  const { units, placed, sellable, others, left, lately } = options
  const exceeds = (kind: (typeof KINDS)[number], { least, part }: { least: number; part: number }) => {
    const place = placed[kind]
    if (!place) return false
    const theirs = others.filter((other) => other.placed[kind] === place)
    return units + theirs.reduce((sum, other) => sum + other.units, 0) > Math.max(least, part * sellable)
  }
  const over = KINDS.some((kind) => exceeds(kind, SHARES[kind]))
  return {
    over,
    exposed: over || exceeds('address', SHARES.half),
    short: lately || left < Math.max(SHORT.least, SHORT.part * sellable),
  }
}
