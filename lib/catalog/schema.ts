import { z } from 'zod'
import type { RichText } from '../core/rich-text'
import { MAX_SLUG_LENGTH, SLUG_PATTERN } from './rules/slug'

export { PHOTO_WIDTHS } from './rules/photo-widths'

export const Sku = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/, 'Capital letters, digits and hyphens, like ARC-BRS')
export const Slug = z
  .string()
  .regex(SLUG_PATTERN, 'Small letters, digits and single hyphens, like arc-table-lamp')
  .max(MAX_SLUG_LENGTH)

/** { "Finish": "Brass" } */
export const Options = z.record(z.string(), z.string())
export type Options = z.infer<typeof Options>

/** A photograph in pre-sized files: /photos/{key}-{width}.avif and .webp for each width of PHOTO_WIDTHS. */
export const Photo = z.object({
  key: z.string(),
  alt: z.string(),
  width: z.int(),
  height: z.int(),
  blurDataUrl: z.string(),
})
export type Photo = z.infer<typeof Photo>

export interface VariantView {
  sku: string
  options: Options
  /** minor units */
  price: number
  currency: string
  imageKey: string
}

export interface ProductCard {
  id: string
  slug: string
  name: string
  tagline: string
  category: { slug: string; name: string }
  /** lowest and highest price of its variants, minor units */
  priceFrom: number
  priceTo: number
  currency: string
  photos: Photo[]
  variants: VariantView[]
  /** the published revision */
  version: number
}

export interface ProductView extends ProductCard {
  /** the words of `body` */
  description: string
  body: RichText
  details: string[]
  care: string
  seoTitle: string | null
  seoDescription: string | null
  goesWith: ProductCard[]
}

/** A category as a menu names it. */
export interface CategoryLink {
  id: string
  slug: string
  name: string
  /** the published revision */
  version: number
}

export interface CategoryView extends CategoryLink {
  description: string
}

/** How many products the home page shows as its newest, and a category's page of its own: publishing asks which pages show one. */
export const SHOWN_AS_NEWEST = 8
export const SHOWN_IN_CATEGORY = 60

/** A variant as the cart and the order need it: what is sold, at what price, now. */
export const SellableVariant = z.object({
  sku: z.string(),
  options: Options,
  price: z.int(),
  currency: z.string(),
  imageKey: z.string(),
  slug: z.string(),
  name: z.string(),
  photo: Photo.nullable(),
}) satisfies z.ZodType<VariantView>
export type SellableVariant = z.infer<typeof SellableVariant>
