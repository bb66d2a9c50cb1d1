import 'server-only'
import { catalog } from './store'

/** How many products are on sale. */
export function countProducts(): Promise<number> {
  return catalog.countOnSale()
}

/** A part of all products' addresses, with the time of their last change, in an order that stays. */
export function listAddresses(part: {
  skip: number
  take: number
}): Promise<{ slug: string; updatedAt: Date }[]> {
  return catalog.addresses(part)
}
