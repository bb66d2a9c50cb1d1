import { z } from 'zod'
import { lineOrNothing } from '../core/text-types'
import { Options, Photo, Sku } from '../catalog/schema'
import { filled, line } from './content'

export {
  CategoryContent,
  CategoryDraft,
  CONTENT_OF,
  DRAFT_OF,
  type DraftContent,
  HomeContent,
  HomeDraft,
  type Issue,
  type PageContent,
  ProductContent,
  ProductDraft,
} from './content'

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
  q: z.tuple([lineOrNothing(80)]).optional(),
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
