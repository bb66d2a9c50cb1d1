import 'server-only'
import type { z } from 'zod'
import { editing, findPhoto } from '../catalog'
import type { ShopTx } from '../infra/db/shop'
import {
  CONTENT_OF,
  type DraftContent,
  type Issue,
  type PageContent,
  type PageKey,
  ProductDraft,
} from './schema'
import { redirects } from './store'

export interface Checked {
  /** whole and right by itself; null: `issues` says why not */
  content: PageContent | null
  /** what its editor must correct */
  issues: Issue[]
  /** what another page has already */
  taken: { slug: Issue | null; skus: Issue[] }
}

/** Everything that would stop a draft from being published, in words for its editor. */
export async function checkContent(tx: ShopTx, key: PageKey, draft: DraftContent): Promise<Checked> {
  const parsed = CONTENT_OF[key.kind].safeParse(draft)
  const issues = parsed.success ? [] : issuesOf(parsed.error)
  const product = key.kind === 'product' ? ProductDraft.parse(draft) : null
  if (product) issues.push(...(await missingReferences(tx, key.id, product)))
  if ('heroKey' in draft && draft.heroKey !== '' && !findPhoto(draft.heroKey))
    issues.push({ path: 'heroKey', message: 'There is no such photograph' })
  return {
    content: parsed.success && issues.length === 0 ? parsed.data : null,
    issues,
    taken: {
      slug: 'slug' in draft ? await takenSlug(tx, key, draft.slug) : null,
      skus: product ? await takenSkus(tx, key.id, product) : [],
    },
  }
}

export const issuesOf = (error: z.ZodError): Issue[] =>
  error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))

async function missingReferences(tx: ShopTx, id: string, draft: ProductDraft): Promise<Issue[]> {
  const [categories, names] = await Promise.all([
    editing.category(tx, draft.categoryId),
    editing.productNames(tx, draft.goesWith),
  ])
  const companion = (other: string, index: number) => {
    if (other === id) return 'A page does not go with itself'
    if (!names.has(other)) return 'This product no longer exists'
    return draft.goesWith.indexOf(other) < index ? 'It is in the list already' : null
  }
  return [
    ...(categories ? [] : [{ path: 'categoryId', message: 'This category no longer exists' }]),
    ...draft.goesWith.flatMap((other, index) => {
      const message = companion(other, index)
      return message ? { path: `goesWith.${index}`, message } : []
    }),
    ...draft.images.flatMap(({ key }, index) => {
      if (!findPhoto(key)) return { path: `images.${index}.key`, message: 'There is no such photograph' }
      const first = draft.images.findIndex((image) => image.key === key)
      return first < index ? { path: `images.${index}.key`, message: 'It is on the page already' } : []
    }),
  ]
}

/**
 * An address belongs to the page that has it and to the one that had it before: a person who follows an old link must never
 * arrive at something else. A page may take its own old address back.
 */
export async function takenSlug(tx: ShopTx, { kind, id }: PageKey, slug: string): Promise<Issue | null> {
  if (kind === 'home') return null
  const owner = await editing.ownerOfSlug(tx, kind, slug)
  if (owner && owner.id !== id) return { path: 'slug', message: `${owner.name} has this address` }
  const before = await redirects.owner(tx, kind, slug)
  return before !== null && before !== id
    ? { path: 'slug', message: 'This address leads to another page, which had it before' }
    : null
}

async function takenSkus(tx: ShopTx, id: string, { variants }: ProductDraft): Promise<Issue[]> {
  const skus = variants.map(({ sku }) => sku)
  const taken = new Set(await editing.skusOfOthers(tx, id, skus))
  return variants.flatMap(({ sku }, index) =>
    taken.has(sku) ? { path: `variants.${index}.sku`, message: 'Another product has this SKU' } : [],
  )
}
