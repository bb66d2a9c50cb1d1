import { expect } from 'vitest'
import { shopDb } from '@/lib/infra/db/shop'
import { DraftView, PageEdit, type ProductContent, Published, SavedDraft } from '@/lib/publishing/schema'
import { call, type Person } from './studio'

// What a marketer does in the studio, by its API.

export const product = (id: string) => ({ kind: 'product', id })

export const productId = async (slug: string) =>
  (await shopDb().product.findUniqueOrThrow({ where: { slug }, select: { id: true } })).id

/** What the public sees of a product that was published. */
export const contentOf = (page: PageEdit) => page.published as ProductContent

export async function openPage(who: Person, id: string): Promise<PageEdit> {
  return PageEdit.parse((await call(who, 'GET page', { params: product(id) })).body)
}

/** Saves a draft with this change, over the draft there is or the published page. */
export async function saveChange(
  who: Person,
  id: string,
  change: Partial<ProductContent>,
): Promise<{ draft: DraftView; issues: SavedDraft['issues'] }> {
  const page = await openPage(who, id)
  const content = { ...((page.draft?.content ?? page.published) as ProductContent), ...change }
  const { status, body } = await call(who, 'PUT draft', {
    params: product(id),
    body: { version: page.draft?.version ?? 0, revision: page.revision, content },
  })
  expect([status, body]).toMatchObject([200, {}])
  const { draft, issues } = SavedDraft.parse(body)
  return { draft: DraftView.parse(draft), issues }
}

export const publish = (who: Person, id: string, version: number) =>
  call(who, 'POST publish', { params: product(id), body: { version, note: 'why' } })

/** Saves a draft with this change and publishes it. */
export async function publishChange(
  who: Person,
  id: string,
  change: Partial<ProductContent>,
): Promise<Published> {
  const { draft } = await saveChange(who, id, change)
  const { status, body } = await publish(who, id, draft.version)
  expect([status, body]).toMatchObject([200, {}])
  return Published.parse(body)
}
