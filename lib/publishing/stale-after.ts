import 'server-only'
import { catalogTags, pagesNaming, type Places, placesOf } from '../catalog'
import { categorySubject, HOME_SUBJECT, type StalePage } from '../core/page-stamp'
import { appendStalePages, noteStalePages } from '../events'
import type { ShopTx } from '../infra/db/shop'
import { pagePath } from './rules/page-path'
import type { CategoryContent, CategoryDraft, PageKey } from './schema'
import { redirects } from './store'

/** Pages that one worker makes anew before it says so. */
const NAMING_AT_ONCE = 50

/**
 * Appends what a change of a product makes stale. New words expire what shows the product and nothing else; lists are
 * expired when it came, went, or changed its category. Pages that name it beside another product are appended apart: many
 * may, and nobody waits for them.
 * @param before where it was shown; null: nowhere. Its present places are read in the same transaction
 * @returns the id to refresh its own pages by; null when no shopper can see a difference
 */
export async function staleAfterProduct(
  tx: ShopTx,
  key: PageKey,
  change: { before: Places | null; revision: number; reason: string },
): Promise<string | null> {
  const { before, revision, reason } = change
  const { id } = key
  const after = await placesOf(tx, id)
  if (!before && !after) return null
  const cameOrWent = (before === null) !== (after === null)
  const hasMoved = before?.slug !== after?.slug
  const isElsewhere = before?.category.id !== after?.category.id
  const naming = await pagesNaming(tx, id)
  const places = [before, after].flatMap((place) => place ?? [])

  const tags = [catalogTags.product(id)]
  const left: StalePage[] = []
  if (cameOrWent || hasMoved) {
    const addresses = [...places.map(({ slug }) => slug), ...(await redirects.slugsOf(tx, key))]
    tags.push(...addresses.map((slug) => catalogTags.address(slug)), catalogTags.products)
    if (after) left.push(...leadingTo('product', after.slug, addresses))
  }
  if (cameOrWent || isElsewhere)
    tags.push(...places.map(({ category }) => catalogTags.list(category.id)), catalogTags.newest)

  const shows = (path: string): StalePage => ({ path, subject: id, revision })
  const lacks = (path: string): StalePage => ({ path, subject: id, revision: null })
  const here = pathsOf(after)
  const gone = [...pathsOf(before)].filter((path) => !here.has(path))
  const pages = [...[...here].map(shows), ...gone.map(lacks), ...left]
  const own = await appendStalePages(tx, { tags, pages, reason })
  for (let from = 0; from < naming.length; from += NAMING_AT_ONCE) {
    const some = naming.slice(from, from + NAMING_AT_ONCE)
    await appendStalePages(tx, {
      tags: [
        catalogTags.product(id),
        ...(cameOrWent ? some.map((page) => catalogTags.product(page.id)) : []),
      ],
      pages: some.map(({ slug }) => pagePath('product', slug)).map(after ? shows : lacks),
      reason: `${reason}.named`,
    })
  }
  if (naming.length > 0) noteStalePages()
  return own
}

function pathsOf(places: Places | null): Set<string> {
  if (!places) return new Set()
  const { slug, category, inCategory, onHome } = places
  return new Set([
    pagePath('product', slug),
    ...(inCategory ? [pagePath('category', category.slug)] : []),
    ...(onHome ? ['/'] : []),
  ])
}

/** The addresses that a page has left, each in one step to where it is now. */
function leadingTo(kind: 'product' | 'category', slug: string, addresses: readonly string[]): StalePage[] {
  const old = new Set(addresses.filter((address) => address !== slug))
  return [...old].map((address) => ({
    path: pagePath(kind, address),
    subject: null,
    revision: null,
    leadsTo: pagePath(kind, slug),
  }))
}

/**
 * As for a product. A category's name and address stand in the menu of every page: those are expired too, and made anew
 * when they are next asked for; its own page and the home page at once.
 */
export async function staleAfterCategory(
  tx: ShopTx,
  key: PageKey,
  change: { before: CategoryDraft; after: CategoryContent; revision: number; reason: string },
): Promise<string> {
  const { before, after, revision, reason } = change
  const { id } = key
  const subject = categorySubject(id)
  const path = pagePath('category', after.slug)
  const tags = [catalogTags.category(id)]
  const pages: StalePage[] = [{ path, subject, revision }]
  const isRenamed = before.slug !== after.slug || before.name !== after.name
  if (isRenamed) {
    tags.push(catalogTags.categories)
    pages.push({ path: '/', subject, revision })
  }
  if (before.slug !== after.slug) {
    pages.push(...leadingTo('category', after.slug, [before.slug, ...(await redirects.slugsOf(tx, key))]))
  }
  return appendStalePages(tx, { tags, pages, reason })
}

export const staleAfterHome = (tx: ShopTx, revision: number): Promise<string> =>
  appendStalePages(tx, {
    tags: [catalogTags.home],
    pages: [{ path: '/', subject: HOME_SUBJECT, revision }],
    reason: 'home.published',
  })
