import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getProduct } from '@/lib/catalog'
import { shopDb } from '@/lib/infra/db/shop'
import {
  DraftView,
  HOME_ID,
  PageEdit,
  type ProductContent,
  Published,
  SavedDraft,
} from '@/lib/publishing/schema'
import { atOnce } from '../support/buyer'
import { seedCatalog } from '../support/fixtures'
import { call, openStudio, type Person } from '../support/studio'

const studio = await openStudio()
afterAll(() => studio.close())

let mara: Person
let milo: Person

beforeAll(async () => {
  await seedCatalog()
  mara = await studio.person('marketer', 'Mara')
  milo = await studio.person('marketer', 'Milo')
})

const idOf = async (slug: string) =>
  (await shopDb().product.findUniqueOrThrow({ where: { slug }, select: { id: true } })).id
const product = (id: string) => ({ kind: 'product', id })
const open = async (id: string, who = mara) =>
  PageEdit.parse((await call(who, 'GET page', { params: product(id) })).body)
const published = (page: PageEdit) => page.published as ProductContent

async function saved(
  id: string,
  change: Partial<ProductContent>,
  who = mara,
): Promise<{ page: PageEdit; draft: DraftView }> {
  const page = await open(id)
  const content = { ...((page.draft?.content ?? page.published) as ProductContent), ...change }
  const { status, body } = await call(who, 'PUT draft', {
    params: product(id),
    body: { version: page.draft?.version ?? 0, revision: page.revision, content },
  })
  expect([status, body]).toMatchObject([200, {}])
  return { page, draft: DraftView.parse(SavedDraft.parse(body).draft) }
}

async function publishedWith(id: string, change: Partial<ProductContent>, who = mara): Promise<Published> {
  const { draft } = await saved(id, change, who)
  const { status, body } = await call(who, 'POST publish', {
    params: product(id),
    body: { version: draft.version, note: 'why' },
  })
  expect([status, body]).toMatchObject([200, {}])
  return Published.parse(body)
}

describe('a page', () => {
  test('is what the public sees, until someone begins a draft', async () => {
    const id = await idOf('arc-table-lamp')
    const page = await open(id)
    expect(page).toMatchObject({
      ...{ kind: 'product', id, status: 'ACTIVE', revision: 1, draft: null, issues: [] },
      ...{ path: '/p/arc-table-lamp', currency: 'USD' },
    })
    expect(published(page)).toMatchObject({ name: 'Arc Table Lamp', seoTitle: '' })
    const { draft } = await saved(id, { name: 'Arc Lamp' })
    expect(await open(id, milo)).toMatchObject({
      published: { name: 'Arc Table Lamp' },
      draft: { version: draft.version, content: { name: 'Arc Lamp' }, updatedBy: { name: 'Mara' } },
    })
    expect((await getProduct('arc-table-lamp'))?.name).toBe('Arc Table Lamp')
  })

  test.each([
    ['product', crypto.randomUUID()],
    ['category', crypto.randomUUID()],
  ])('%s that does not exist: 404 for every route', async (kind, id) => {
    const params = { kind, id }
    const body = { version: 0, revision: 1, content: {} }
    expect((await call(mara, 'GET page', { params })).status).toBe(404)
    expect((await call(mara, 'GET history', { params })).status).toBe(404)
    expect((await call(mara, 'POST publish', { params, body })).status).toBe(404)
    expect((await call(mara, 'POST restore', { params, body: { version: 0, revision: 1 } })).status).toBe(404)
    expect((await call(mara, 'DELETE draft', { params, query: '?version=0' })).status).toBe(404)
  })

  test('home is home alone', async () => {
    const home = PageEdit.parse(
      (await call(mara, 'GET page', { params: { kind: 'home', id: HOME_ID } })).body,
    )
    expect(home).toMatchObject({ kind: 'home', revision: 1, path: '/', published: { heroKey: 'home-hero' } })
    expect((await call(mara, 'GET page', { params: { kind: 'product', id: HOME_ID } })).status).toBe(422)
    expect((await call(mara, 'GET page', { params: { kind: 'home', id: home.id + 'x' } })).status).toBe(422)
  })
})

describe('publish', () => {
  test('makes the draft what everyone sees: page, revision, log and stale pages in one go', async () => {
    const id = await idOf('dune-vase')
    const before = await open(id)
    const variants = published(before).variants.map((variant) => ({ ...variant, price: variant.price + 100 }))
    const { page, revision } = await publishedWith(id, { tagline: 'Sand, standing.', variants })
    expect(revision).toBe(2)
    expect(page).toMatchObject({ revision: 2, draft: null, published: { tagline: 'Sand, standing.' } })
    const shown = await getProduct('dune-vase')
    expect(shown).toMatchObject({ tagline: 'Sand, standing.', version: 2 })
    expect(shown?.variants.map(({ price }) => price)).toEqual(variants.map(({ price }) => price))
    const kept = await shopDb().pageRevision.findMany({ where: { pageId: id }, orderBy: { number: 'asc' } })
    expect(kept.map(({ number, publishedByName, note }) => [number, publishedByName, note])).toEqual([
      [1, 'Imported', ''],
      [2, 'Mara', 'why'],
    ])
    expect(kept[0]?.content).toMatchObject({ tagline: published(before).tagline })
    const log = await shopDb().editLog.findMany({ where: { pageId: id }, orderBy: { id: 'asc' } })
    expect(log.map(({ action, actorName }) => [action, actorName])).toEqual([
      ['draft_begun', 'Mara'],
      ['published', 'Mara'],
    ])
    const [stale] = await shopDb().stalePages.findMany({ where: { tags: { has: `product:${id}` } } })
    expect(stale?.tags).toEqual([`product:${id}`])
    expect(stale?.pages).toContainEqual({ path: '/p/dune-vase', subject: id, revision: 2 })
  })

  test('sent again because the answer was lost, it answers the revision that it made', async () => {
    const id = await idOf('fold-kettle')
    const { draft } = await saved(id, { tagline: 'It folds.' })
    const send = (who: Person) =>
      call(who, 'POST publish', { params: product(id), body: { version: draft.version } })
    const answers = await atOnce(10, 10, () => send(mara))
    expect(answers.map(({ status, body }) => [status, body.revision])).toEqual(Array(10).fill([200, 2]))
    expect(await shopDb().pageRevision.count({ where: { pageId: id } })).toBe(2)
    expect((await open(id)).revision).toBe(2)
    // Somebody else who has the old draft on the screen has not published this.
    expect(await send(milo)).toMatchObject({
      status: 409,
      body: { code: 'draft_conflict', draft: null, revision: 2 },
    })
    // Nor is it undone by a later draft.
    await saved(id, { tagline: 'Later.' }, milo)
    expect(await send(mara)).toMatchObject({ status: 200, body: { revision: 2 } })
    expect((await open(id)).draft?.content).toMatchObject({ tagline: 'Later.' })
  })
})
