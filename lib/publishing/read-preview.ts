import 'server-only'
import type { z } from 'zod'
import { getAnyProduct, getCategory, listCategories, listProducts, locatePage } from '../catalog'
import type { CategoryView, ProductView } from '../catalog/schema'
import { SHOP_CURRENCY } from '../core/money'
import { shopDb } from '../infra/db/shop'
import { log } from '../infra/log/log'
import { categoryFromDraft, productFromDraft } from './rules/draft-view'
import { CategoryDraft, HOME_ID, HomeDraft, type PageKey, ProductDraft } from './schema'
import { drafts } from './store'

/**
 * What someone in a preview sees of a page. `draft`: its draft · `published`: it has none, this is the page as it is,
 * also when it is not public · `refused`: not a page that this viewer may see the draft of.
 */
export type Preview<View> =
  | { state: 'draft'; view: View; version: number; updatedAt: Date; updatedBy: string }
  | { state: 'published'; view: View | null }
  | { state: 'refused' }

/** Whether the viewer may see a page's draft. */
export type MaySee = (page: PageKey) => boolean

/** A product's page, public or not, at its present address. null: there is none. */
export async function previewProduct(slug: string, may: MaySee): Promise<Preview<ProductView> | null> {
  const page = await locatePage('product', { slug })
  if (!page) return null
  const { id, version: revision } = page
  if (!may({ kind: 'product', id })) return { state: 'refused' }
  const draft = await readDraft({ kind: 'product', id }, ProductDraft)
  if (!draft) return { state: 'published', view: await getAnyProduct(id) }
  const [categories, companions] = await Promise.all([
    listCategories(),
    draft.content.goesWith.length > 0 ? listProducts({ ids: draft.content.goesWith }) : [],
  ])
  const view = productFromDraft({
    id,
    slug,
    revision,
    currency: SHOP_CURRENCY,
    draft: draft.content,
    categories,
    companions,
  })
  return { state: 'draft', view, ...draft.about }
}

/** A category's page. null: there is none. */
export async function previewCategory(slug: string, may: MaySee): Promise<Preview<CategoryView> | null> {
  const category = await getCategory(slug)
  if (!category) return null
  if (!may({ kind: 'category', id: category.id })) return { state: 'refused' }
  const draft = await readDraft({ kind: 'category', id: category.id }, CategoryDraft)
  if (!draft) return { state: 'published', view: category }
  return { state: 'draft', view: categoryFromDraft(category, draft.content), ...draft.about }
}

/** The home page's own words. */
export async function previewHome(may: MaySee): Promise<Preview<HomeDraft>> {
  if (!may({ kind: 'home', id: HOME_ID })) return { state: 'refused' }
  const draft = await readDraft({ kind: 'home', id: HOME_ID }, HomeDraft)
  return draft ? { state: 'draft', view: draft.content, ...draft.about } : { state: 'published', view: null }
}

async function readDraft<Content>(
  page: PageKey,
  schema: z.ZodType<Content>,
): Promise<{ content: Content; about: { version: number; updatedAt: Date; updatedBy: string } } | null> {
  const row = await drafts.find(shopDb(), page)
  if (!row) return null
  const parsed = schema.safeParse(row.content)
  if (!parsed.success) {
    log('error', 'preview.draft_unreadable', { reason: `${page.kind} ${page.id}` })
    return null
  }
  const about = { version: row.version, updatedAt: row.updatedAt, updatedBy: row.updatedByName }
  return { content: parsed.data, about }
}
