import { z } from 'zod'
import { Options, Photo, Sku, Slug } from '../catalog/schema'
import { cleanLine } from '../core/plain-text'
import { plainTextOf, RichText } from '../core/rich-text'

/*
 * What marketers edit, and what the studio and its API say to each other.
 *
 * A page is a product's, a category's or the home page. It has at most one draft, which everyone edits, saved by
 * compare-and-set on `version`; publishing makes it the next revision. A draft may be unfinished (`…Draft` schemas bound
 * sizes only); what is published must be whole (`…Content`).
 *
 * | route                                                  | in                          | out                              |
 * | ------------------------------------------------------ | --------------------------- | -------------------------------- |
 * | GET  /api/studio/products?q&status&category&after       |                             | ProductList                      |
 * | POST /api/studio/products                               | NewProduct                  | 201 PageEdit                     |
 * | GET  /api/studio/pages/{kind}/{id}                      |                             | PageEdit                         |
 * | PUT  /api/studio/pages/{kind}/{id}/draft                | SaveDraft                   | SavedDraft · 409 `draft_conflict` + `draft` |
 * | DELETE /api/studio/pages/{kind}/{id}/draft?version      |                             | PageEdit · 409 `draft_conflict` · 204: it was never published, so nothing of the page is left |
 * | POST /api/studio/pages/{kind}/{id}/publish              | PublishDraft                | Published · 409 `draft_conflict`, `slug_taken`, `sku_taken` · 422 with errors |
 * | GET  /api/studio/pages/{kind}/{id}/history?after        |                             | History                          |
 * | POST /api/studio/pages/{kind}/{id}/restore              | RestoreRevision             | PageEdit · 409 `draft_conflict`  |
 * | POST /api/studio/pages/{kind}/{id}/preview-link         | PreviewLinkRequest          | PreviewLink                      |
 * | POST /api/studio/products/{id}/status                   | StatusChange                | Published · 409 `conflict`       |
 * | GET  /api/studio/products/{id}/stock                    |                             | StockSheet                       |
 * | POST /api/studio/stock/{sku}                            | StockEdit                   | StockRow · 409 `conflict` + `stock`, `insufficient_stock` |
 * | GET  /api/studio/photos · /api/studio/categories        |                             | PhotoLibrary · CategoryList      |
 *
 * Reads need the role by the session, writes by the auth server's word. Page ids are UUIDs; the home page's is `home`.
 *
 * Every write may be sent again when its answer was lost. A draft's versions are never used twice, whatever happened to
 * the page's drafts before: a save, a restore or a publish that is repeated by the same person is recognised and answered
 * as done. A new product and a stock edit are recognised by the id that the browser made for them.
 */

export const PageKind = z.enum(['product', 'category', 'home'])
export type PageKind = z.infer<typeof PageKind>

export const HOME_ID = 'home'
export const PageId = z.union([z.uuid(), z.literal(HOME_ID)])
export const PageKey = z
  .object({ kind: PageKind, id: PageId })
  .refine(({ kind, id }) => (kind === 'home') === (id === HOME_ID), 'no such page')
export type PageKey = z.infer<typeof PageKey>

// ── content ─────────────────────────────────────────────────────────────────────────────────────────

const line = (max: number) => z.string().overwrite(cleanLine).trim().max(max)
const filled = (max: number) => line(max).min(1, 'Write something here')

export const VariantContent = z.object({
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

// ── requests ────────────────────────────────────────────────────────────────────────────────────────

/** `version`: of the draft this one was made from; 0 when there was none. */
const version = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)

/** `revision`: the published one that was seen; someone may have published since, and then there is no draft to collide with. */
export const SaveDraft = z.object({ version, revision: z.int().min(0), content: z.unknown() })
export const PublishDraft = z.object({ version, note: line(200).default('') })
export const RestoreRevision = z.object({
  revision: z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  version,
})
/** `id`: the page's, made by the browser: sent again, it makes no second product. */
export const NewProduct = z.object({ id: z.uuid().optional(), name: filled(80), categoryId: z.uuid() })
/** `revision`: the published one that was seen. */
export const StatusChange = z.object({ status: z.enum(['ACTIVE', 'ARCHIVED']), revision: z.int().min(1) })
export const PreviewLinkRequest = z.object({ hours: z.int().min(1).max(168).default(24) })
/** By how many, or to how many when nobody changed it since `version`. `editId`, made by the browser: counted once. */
const stockEdit = { reason: filled(200), editId: z.uuid().optional() }
export const StockEdit = z.union([
  z.object({ delta: z.int().min(-1_000_000).max(1_000_000), ...stockEdit }),
  z.object({ onHand: z.int().min(0).max(1_000_000), version: z.int().min(1), ...stockEdit }),
])
export const ProductListQuery = z.object({
  q: z.tuple([z.string().trim().max(80)]).optional(),
  status: z.tuple([z.enum(['ACTIVE', 'DRAFT', 'ARCHIVED', 'CHANGED'])]).optional(),
  category: z.tuple([z.uuid()]).optional(),
  after: z.tuple([z.string().max(200)]).optional(),
})

/** A number in a query: digits alone, of a 32-bit column. */
const counted = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)
  .pipe(z.int().max(2 ** 31 - 1))
export const DiscardQuery = z.object({ version: z.tuple([counted]) })
export const HistoryQuery = z.object({ after: z.tuple([counted]).optional() })
export const ProductParams = z.object({ id: z.uuid() })
export const StockParams = z.object({ sku: Sku })

// ── answers ─────────────────────────────────────────────────────────────────────────────────────────

const Person = z.object({ name: z.string() })
const Money = z.object({ amount: z.int(), currency: z.string() })

export const DraftView = z.object({
  version: z.int(),
  content: z.unknown(),
  updatedAt: z.string(),
  updatedBy: Person,
})
export type DraftView = z.infer<typeof DraftView>

export const PageEdit = z.object({
  kind: PageKind,
  id: PageId,
  /** of a product; a category and the home page are always ACTIVE */
  status: z.enum(['ACTIVE', 'DRAFT', 'ARCHIVED']),
  /** the revision the public sees; 0: never published */
  revision: z.int(),
  /** what the public sees; null: never published */
  published: z.unknown(),
  draft: DraftView.nullable(),
  /** what would stop the draft from being published */
  issues: z.array(z.object({ path: z.string(), message: z.string() })),
  /** the page's public address; for a new product the one it would get */
  path: z.string(),
  /** the real page showing the draft, for someone signed in as a marketer */
  previewPath: z.string(),
  currency: z.string(),
})
export type PageEdit = z.infer<typeof PageEdit>

export const SavedDraft = PageEdit.pick({ draft: true, issues: true })
export type SavedDraft = z.infer<typeof SavedDraft>

/** `liveAfterMs`: from the click to the public page carrying the revision; null: still under way, it follows by itself. */
export const Published = z.object({ page: PageEdit, revision: z.int(), liveAfterMs: z.int().nullable() })
export type Published = z.infer<typeof Published>

export const ProductList = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      slug: z.string(),
      name: z.string(),
      category: z.object({ id: z.uuid(), name: z.string() }),
      status: z.enum(['ACTIVE', 'DRAFT', 'ARCHIVED']),
      hasDraft: z.boolean(),
      photo: Photo.nullable(),
      priceFrom: Money.nullable(),
      priceTo: Money.nullable(),
      updatedAt: z.string(),
      updatedBy: Person.nullable(),
    }),
  ),
  /** opaque; null: that was all */
  next: z.string().nullable(),
})
export type ProductList = z.infer<typeof ProductList>

export const History = z.object({
  items: z.array(
    z.object({
      revision: z.int(),
      publishedAt: z.string(),
      publishedBy: Person,
      note: z.string(),
      /** against the revision before; values in words */
      changes: z.array(
        z.object({ path: z.string(), label: z.string(), before: z.string(), after: z.string() }),
      ),
    }),
  ),
  next: z.string().nullable(),
})
export type History = z.infer<typeof History>

export const PreviewLink = z.object({ url: z.string(), expiresAt: z.string() })
export type PreviewLink = z.infer<typeof PreviewLink>

export const StockRow = z.object({
  sku: Sku,
  options: Options,
  onHand: z.int(),
  reserved: z.int(),
  version: z.int(),
})
export type StockRow = z.infer<typeof StockRow>
export const StockSheet = z.object({
  rows: z.array(StockRow),
  /** the newest first */
  adjustments: z.array(
    z.object({ sku: Sku, delta: z.int(), reason: z.string(), by: Person, at: z.string() }),
  ),
})
export type StockSheet = z.infer<typeof StockSheet>

export const PhotoLibrary = z.object({ photos: z.array(Photo) })
export const CategoryList = z.object({
  categories: z.array(z.object({ id: z.uuid(), slug: z.string(), name: z.string(), products: z.int() })),
})

// ── within the server ───────────────────────────────────────────────────────────────────────────────

/** Who edits: an account's id, and the name that others read. */
export interface Editor {
  id: string
  name: string
}
