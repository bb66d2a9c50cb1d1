import type { Caller } from '@/lib/core/caller'
import { holdLines } from '@/lib/inventory'
import { holdsStore } from '@/lib/inventory/holds/store'

/** Sets a cart's hold on one SKU to exactly `quantity` units, or leaves it as it was. */
export async function holdUnits(options: {
  cartId: string
  sku: string
  quantity: number
  caller?: Caller | null | undefined
}): Promise<{ granted: boolean; available: number; expiresAt: Date | null }> {
  const { cartId, sku, quantity, caller } = options
  const { results } = await holdLines({ cartId, lines: [{ sku, quantity, exact: true }], caller })
  const [result] = results
  if (!result) throw new Error('a hold has a result')
  return { granted: result.granted, available: result.available, expiresAt: result.expiresAt }
}

/** The holds a cart has now; SKUs it holds nothing of are left out. Empty while Redis is away. */
export async function readHolds(options: {
  cartId: string
  skus: readonly string[]
}): Promise<Map<string, { quantity: number; expiresAt: Date }>> {
  const skus = [...new Set(options.skus)]
  const answers = (await holdsStore.read(skus, options.cartId)) ?? []
  return new Map(
    answers.flatMap(({ line: { held, expiresAt } }, index) => {
      const sku = skus[index]
      return sku && held && expiresAt ? [[sku, { quantity: held, expiresAt }] as const] : []
    }),
  )
}
