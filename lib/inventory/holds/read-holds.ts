import 'server-only'
import { readCounts } from './read-counts'
import { projection } from './store'

/** The holds a cart has now; SKUs it holds nothing of are left out. Empty when Redis is away. */
export async function readHolds(options: {
  cartId: string
  skus: readonly string[]
}): Promise<Map<string, { quantity: number; expiresAt: Date }>> {
  const skus = [...new Set(options.skus)]
  const answers = (await projection.read(skus, options.cartId)) ?? []
  return new Map(
    answers.flatMap(({ own, ownUntil }, index) => {
      const sku = skus[index]
      return sku && ownUntil ? [[sku, { quantity: own, expiresAt: ownUntil }] as const] : []
    }),
  )
}

/** What a cart holds of a SKU and what it could hold. */
export interface CartStanding {
  /** null when Redis is away and nobody knows */
  held: number | null
  expiresAt: Date | null
  /** units this cart could hold in all: what nobody else has, its own hold included */
  available: number
  /** somebody took units that it held */
  taken?: boolean
  /** units that who pays first can have, although other carts hold them */
  payable?: number
}

/** For each SKU how a cart stands; as if it held nothing without a cart. SKUs without stock are left out. */
export async function readStanding(options: {
  cartId?: string | undefined
  skus: readonly string[]
}): Promise<Map<string, CartStanding>> {
  const { counts, live } = await readCounts([...new Set(options.skus)], options.cartId)
  return new Map(
    [...counts].map(([sku, { own, ownUntil, could, taken, payable }]) => [
      sku,
      { held: live ? own : null, expiresAt: ownUntil, available: could, taken, payable },
    ]),
  )
}
