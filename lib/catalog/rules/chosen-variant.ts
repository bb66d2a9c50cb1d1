import { productPath } from '../../core/paths'
import type { VariantView } from '../schema'

/** The query parameter that names a variant in a product's address: /p/arc-table-lamp?variant=ARC-BLK */
export const VARIANT_PARAM = 'variant'

/** The variant an address asks for; the first one when it asks for none, or for one that is not sold (any more). */
export function chosenVariant<Variant extends Pick<VariantView, 'sku'>>(
  variants: readonly [Variant, ...Variant[]],
  asked: string | null,
): Variant {
  return variants.find(({ sku }) => sku === asked) ?? variants[0]
}

/** A product's page with a variant chosen; the first variant is the page's own address. */
export function variantPath(
  slug: string,
  variants: readonly Pick<VariantView, 'sku'>[],
  sku: string,
): string {
  const path = productPath(slug)
  return sku === variants[0]?.sku ? path : `${path}?${VARIANT_PARAM}=${encodeURIComponent(sku)}`
}
