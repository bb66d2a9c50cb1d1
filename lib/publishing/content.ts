import { z } from 'zod'
import { Photo, Sku, Slug } from '../catalog/schema'
import { cleanLine } from '../core/plain-text'
import { plainTextOf, RichText } from '../core/rich-text'

/*
 * What a page consists of. `…Content` is whole, as it is published; `…Draft` may be unfinished, and bounds sizes only.
 */

/** A line of text, cleaned. */
export const line = (max: number) => z.string().overwrite(cleanLine).trim().max(max)
export const filled = (max: number) => line(max).min(1, 'Write something here')

const VariantContent = z.object({
  sku: Sku,
  /** { "Finish": "Brass" }; none when there is nothing to choose */
  options: z.record(filled(40), filled(60)),
  /** minor units */
  price: z.int().min(1, 'A price above zero').max(10_000_000),
  imageKey: z.string().min(1, 'Choose a photograph').max(120),
  /** false: no longer sold; carts and orders still know it */
  active: z.boolean(),
})

const seo = { seoTitle: line(70), seoDescription: line(170) }

export const ProductContent = z
  .object({
    slug: Slug,
    name: filled(80),
    tagline: filled(140),
    body: RichText.refine((text) => plainTextOf(text) !== '', 'Describe it'),
    details: z.array(filled(140)).max(20),
    care: line(500),
    categoryId: z.uuid('Choose a category'),
    /** in gallery order; `alt` is this page's own */
    images: z
      .array(Photo.extend({ alt: filled(200) }))
      .min(1, 'A page needs a photograph')
      .max(12),
    /** product ids, in the order shown */
    goesWith: z.array(z.uuid()).max(8),
    ...seo,
    variants: z.array(VariantContent).min(1, 'There must be something to sell').max(50),
  })
  // What is no longer sold is kept as it was: nothing but its SKU is looked at.
  .superRefine(({ variants, images }, context) => {
    const skus = new Set<string>()
    const choices = new Set<string>()
    const names = new Set<string>()
    variants.forEach(({ sku, options, imageKey, active }, index) => {
      const fault = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['variants', index, field], message })
      if (skus.has(sku)) fault('sku', 'Two variants have this SKU')
      skus.add(sku)
      if (!active) return
      const choice = JSON.stringify(Object.entries(options).sort())
      if (choices.has(choice)) fault('options', 'Two variants have the same options')
      choices.add(choice)
      names.add(JSON.stringify(Object.keys(options).sort()))
      if (names.size > 1) fault('options', 'Every variant needs the same options, each with its own value')
      if (!images.some(({ key }) => key === imageKey))
        fault('imageKey', 'Choose one of the page’s photographs')
    })
    if (variants.length > 0 && !variants.some(({ active }) => active))
      context.addIssue({
        code: 'custom',
        path: ['variants'],
        message: 'At least one variant must be for sale',
      })
  })
export type ProductContent = z.infer<typeof ProductContent>

export const CategoryContent = z.object({ slug: Slug, name: filled(60), description: line(400) })
export type CategoryContent = z.infer<typeof CategoryContent>

export const HomeContent = z.object({
  headline: filled(80),
  text: filled(200),
  /** of the photograph beside it */
  heroKey: z.string().min(1, 'Choose a photograph').max(120),
  linkLabel: filled(40),
  /** a path of this site */
  linkHref: z
    .string()
    .max(200)
    .regex(/^\/(?![/\\])[!-~]*$/, 'A path of this site, like /c/lighting'),
})
export type HomeContent = z.infer<typeof HomeContent>

/** Unfinished work: any text of a bounded length. RichText is never looser, since drafts are rendered too. */
const loose = (max: number) => z.string().overwrite(cleanLine).max(max)
export const ProductDraft = z.object({
  slug: loose(80),
  name: loose(80),
  tagline: loose(140),
  body: RichText,
  details: z.array(loose(140)).max(20),
  care: loose(500),
  categoryId: z.uuid(),
  images: z.array(Photo.extend({ alt: loose(200) })).max(12),
  goesWith: z.array(z.uuid()).max(8),
  seoTitle: loose(70),
  seoDescription: loose(170),
  variants: z
    .array(
      z.object({
        sku: loose(32),
        options: z.record(loose(40), loose(60)),
        price: z.int().min(0).max(10_000_000),
        imageKey: loose(120),
        active: z.boolean(),
      }),
    )
    .max(50),
})
export type ProductDraft = z.infer<typeof ProductDraft>
export const CategoryDraft = z.object({ slug: loose(80), name: loose(60), description: loose(400) })
export type CategoryDraft = z.infer<typeof CategoryDraft>
export const HomeDraft = z.object({
  headline: loose(80),
  text: loose(200),
  heroKey: loose(120),
  linkLabel: loose(40),
  linkHref: loose(200),
})
export type HomeDraft = z.infer<typeof HomeDraft>

export const DRAFT_OF = { product: ProductDraft, category: CategoryDraft, home: HomeDraft } as const
export const CONTENT_OF = { product: ProductContent, category: CategoryContent, home: HomeContent } as const
export type DraftContent = ProductDraft | CategoryDraft | HomeDraft
export type PageContent = ProductContent | CategoryContent | HomeContent

export interface Issue {
  path: string
  message: string
}
