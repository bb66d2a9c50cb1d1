import 'server-only'
import { cookies, headers } from 'next/headers'
import { connection } from 'next/server'
import { cache } from 'react'
import type { ShownProduct } from '@/components/catalog/shown'
import type { CategoryView } from '@/lib/catalog/schema'
import { isSecure } from '@/lib/auth'
import { sessionOf } from '@/lib/shopper'
import { mayActAs } from '@/lib/auth/rules/may-act-as'
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
import { withStock } from '@/app/(shop)/_data/stock'

/*
 * What a preview shows instead of what everyone sees. Read for one request, never cached. null: there is no such page, and
 * nobody has a draft of it.
 */

export const productPreview = cache(async (slug: string): Promise<Preview<ShownProduct> | null> => {
  const preview = await previewProduct(slug, await viewer())
  if (!preview || preview.state === 'refused') return preview
  return preview.state === 'draft'
    ? { ...preview, view: await withStock(preview.view) }
    : { ...preview, view: preview.view && (await withStock(preview.view)) }
})

export const categoryPreview = cache(async (slug: string): Promise<Preview<CategoryView> | null> =>
  previewCategory(slug, await viewer()),
)

export const homePreview = cache(async (): Promise<Preview<HomeDraft>> => previewHome(await viewer()))

/** Which drafts this request may see: those that its preview cookie names, or all when a marketer is signed in. */
async function viewer(): Promise<MaySee> {
  // Next also renders pages ahead for links to them, where no clock runs.
  await connection()
  const cookie = (await cookies()).get(previewCookieName(isSecure()))?.value
  const now = Date.now() / 1000
  const held = readPreviewCookie(cookie, now)
  const session = held.some(({ page }) => page === 'all')
    ? await sessionOf({ headers: await headers() })
    : null
  const isMarketer = session !== null && mayActAs(session.roles, 'marketer')
  return (page) => held.some((grant) => grants(grant, page, { now, isMarketer }))
}
