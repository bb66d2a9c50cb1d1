import 'server-only'
import { categoryPath, HOME_PATH } from '../core/paths'
import type { ShopTx } from '../infra/db/shop'
import { invalidate } from './invalidate'
import { redirectsTo } from './invalidate-product'
import { cacheTags } from './manifest'
import { categorySubject } from './rules/page-revision'
import type { StalePage } from './schema'

/**
 * Invalidates the pages that a change of a category makes stale: its own page, and the home page when its name or slug
 * changed. The menu of every page shows both, too: those pages expire, and render again when somebody next asks for them.
 * @param change.formerSlugs the slugs that the category has left
 * @returns the row's id
 */
export async function invalidateCategory(
  tx: ShopTx,
  id: string,
  change: {
    before: { slug: string; name: string }
    after: { slug: string; name: string }
    revision: number
    formerSlugs: () => Promise<readonly string[]>
  },
): Promise<string> {
  const { before, after, revision, formerSlugs } = change
  const subject = categorySubject(id)
  const tags = [cacheTags.category(id)]
  const pages: StalePage[] = [{ path: categoryPath(after.slug), subject, revision }]
  if (before.slug !== after.slug || before.name !== after.name) {
    tags.push(cacheTags.categories)
    pages.push({ path: HOME_PATH, subject, revision })
  }
  if (before.slug !== after.slug)
    pages.push(...redirectsTo('category', after.slug, [before.slug, ...(await formerSlugs())]))
  return invalidate(tx, { tags, pages, reason: 'category.published' })
}
