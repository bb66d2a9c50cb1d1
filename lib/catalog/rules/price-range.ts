import type { VariantView } from '../schema'

/** The lowest and the highest price of a product's variants, minor units; null when there is nothing to sell. */
export function priceRange(
  variants: readonly Pick<VariantView, 'price' | 'currency'>[],
): { priceFrom: number; priceTo: number; currency: string } | null {
  const [first] = variants
  if (!first) return null
  const prices = variants.map(({ price }) => price)
  return { priceFrom: Math.min(...prices), priceTo: Math.max(...prices), currency: first.currency }
}
