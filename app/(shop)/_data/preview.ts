import 'server-only'
import { cookies, draftMode, headers } from 'next/headers'
import { cache } from 'react'
import type { ShownProduct } from '@/components/catalog/shown'
import type { CategoryView } from '@/lib/catalog/schema'
import { isSecure, sessionOf } from '@/lib/identity'
import { mayActAs } from '@/lib/session/rules/may-act-as'
import {
  type MaySee,
  type Preview,
  previewCategory,
  previewCookieName,
  previewHome,
  previewProduct,
  readPreviewCookie,
} from '@/lib/publishing'
import { grants } from '@/lib/publishing/rules/preview-grant'
import type { HomeDraft } from '@/lib/publishing/schema'
import { withStock } from './stock'

/*
 * What a page in draft mode shows instead of what everyone sees. Read for one request, never cached, and outside the
 * cached functions; null for everyone else, before any cookie is read: their pages stay static.
 */

export const productPreview = cache(async (slug: string): Promise<Preview<ShownProduct> | null> => {
  const may = await viewer()
  const preview = may && (await previewProduct(slug, may))
  if (!preview) return null
  if (preview.state === 'refused') return preview
  return preview.state === 'draft'
    ? { ...preview, view: await withStock(preview.view) }
    : { ...preview, view: preview.view && (await withStock(preview.view)) }
})

export const categoryPreview = cache(async (slug: string): Promise<Preview<CategoryView> | null> => {
  const may = await viewer()
  return may && previewCategory(slug, may)
})

export const homePreview = cache(async (): Promise<Preview<HomeDraft> | null> => {
  const may = await viewer()
  return may && previewHome(may)
})

/** Which drafts this request may see; null: it is not in draft mode. */
async function viewer(): Promise<MaySee | null> {
  const { isEnabled } = await draftMode()
  if (!isEnabled) return null
  const now = Date.now() / 1000
  const held = readPreviewCookie((await cookies()).get(previewCookieName(isSecure()))?.value, now)
  const session = held.some(({ page }) => page === 'all')
    ? await sessionOf({ headers: await headers() })
    : null
  const isMarketer = session !== null && mayActAs(session.roles, 'marketer')
  return (page) => held.some((grant) => grants(grant, page, { now, isMarketer }))
}
