import 'server-only'
import { pagePath, productPath } from '../core/paths'
import type { ShopTx } from '../infra/db/shop'
import { invalidate } from './invalidate'
import { cacheTags } from './manifest'
import { companionsOf, pagesShowing, type Places } from './pages-showing-store'
import type { StalePage } from './schema'

/** Pages that one row names: a worker renders them all before the row is done. */
const COMPANIONS_IN_A_ROW = 50

/**
 * Invalidates the pages that a change of a product makes stale. New content expires the product alone; lists expire when the
 * product appeared, disappeared, or changed its category. Pages that show it as a companion get rows of their own: there may
 * be many, and nobody waits for them.
 * @param change.before where it was shown before the change; null: nowhere
 * @param change.after where it is shown now; read in the caller's transaction unless given
 * @param change.formerSlugs the slugs that the product has left
 * @returns the id of the row with its own pages; null when no shopper can see a difference
 */
export async function invalidateProduct(
  tx: ShopTx,
  id: string,
  change: {
    before: Places | null
    after?: Places | null
    revision: number
    reason: string
    formerSlugs: () => Promise<readonly string[]>
  },
): Promise<string | null> {
  const { before, revision, reason, formerSlugs } = change
  const after = change.after === undefined ? await pagesShowing(tx, id) : change.after
  if (!before && !after) return null
  const cameOrWent = (before === null) !== (after === null)
  const places = [before, after].flatMap((place) => place ?? [])
  const tags = [cacheTags.product(id)]
  const left: StalePage[] = []
  if (cameOrWent || before?.slug !== after?.slug) {
    const slugs = [...places.map(({ slug }) => slug), ...(await formerSlugs())]
    tags.push(...slugs.map(cacheTags.productAt), cacheTags.products)
    if (after) left.push(...redirectsTo('product', after.slug, slugs))
  }
  if (cameOrWent || before?.category.id !== after?.category.id)
    tags.push(...places.map(({ category }) => cacheTags.productsOf(category.id)), cacheTags.newest)

  const shows = (path: string): StalePage => ({ path, subject: id, revision })
  const lacks = (path: string): StalePage => ({ path, subject: id, revision: null })
  const here = after?.paths ?? []
  const gone = (before?.paths ?? []).filter((path) => !here.includes(path))
  const own = await invalidate(tx, { tags, pages: [...here.map(shows), ...gone.map(lacks), ...left], reason })

  const companions = await companionsOf(tx, id)
  for (let from = 0; from < companions.length; from += COMPANIONS_IN_A_ROW) {
    const some = companions.slice(from, from + COMPANIONS_IN_A_ROW)
    await invalidate(tx, {
      tags: [cacheTags.product(id), ...(cameOrWent ? some.map((page) => cacheTags.product(page.id)) : [])],
      pages: some.map(({ slug }) => productPath(slug)).map(after ? shows : lacks),
      reason: `${reason}.companions`,
    })
  }
  return own
}

/** The paths that a page has left: each redirects in one step to where the page is now. */
export function redirectsTo(
  kind: 'product' | 'category',
  slug: string,
  slugs: readonly string[],
): StalePage[] {
  const former = new Set(slugs.filter((one) => one !== slug))
  return [...former].map((one) => ({
    path: pagePath(kind, one),
    subject: null,
    revision: null,
    leadsTo: pagePath(kind, slug),
  }))
}
