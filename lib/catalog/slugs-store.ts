import 'server-only'
import { pagePath } from '../core/paths'
import { shopDb } from '../infra/db/shop'
import { ON_SALE } from './store'

type Kind = 'product' | 'category'

/** A product's or category's id, present slug and published revision, public or not; null: there is none. */
export async function locatePage(
  kind: Kind,
  where: { id: string } | { slug: string },
): Promise<{ id: string; slug: string; version: number } | null> {
  const select = { id: true, slug: true, version: true } as const
  return kind === 'product'
    ? shopDb().product.findUnique({ where, select })
    : shopDb().category.findUnique({ where, select })
}

/** The paths that pages have left, the latest first, and where each page is now. A page that is not shown is left out. */
export async function listMoved({ limit }: { limit: number }): Promise<{ path: string; to: string }[]> {
  const rows = await shopDb().slugRedirect.findMany({
    where: { kind: { in: ['product', 'category'] } },
    orderBy: { createdAt: 'desc' },
    take: limit,
  })
  const where = { id: { in: rows.map(({ pageId }) => pageId) } }
  const [products, categories] = await Promise.all([
    shopDb().product.findMany({ where: { ...where, ...ON_SALE }, select: { id: true, slug: true } }),
    shopDb().category.findMany({ where, select: { id: true, slug: true } }),
  ])
  const now = new Map([...products, ...categories].map(({ id, slug }) => [id, slug]))
  return rows.flatMap(({ kind, slug, pageId }) => {
    const present = now.get(pageId)
    const pathOf = (one: string) => pagePath(kind === 'product' ? 'product' : 'category', one)
    return present && present !== slug ? [{ path: pathOf(slug), to: pathOf(present) }] : []
  })
}

/**
 * The page that had this slug before and has another one now, in one step however often it moved; null when there is none,
 * or it is no longer shown.
 */
export async function movedTo(kind: Kind, slug: string): Promise<{ id: string; slug: string } | null> {
  const redirect = await shopDb().slugRedirect.findUnique({ where: { kind_slug: { kind, slug } } })
  if (!redirect) return null
  const id = redirect.pageId
  const select = { id: true, slug: true } as const
  const found =
    kind === 'product'
      ? await shopDb().product.findFirst({ where: { id, ...ON_SALE }, select })
      : await shopDb().category.findUnique({ where: { id }, select })
  return found && found.slug !== slug ? found : null
}
