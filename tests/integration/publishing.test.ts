import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getProduct } from '@/lib/catalog'
import { shopDb } from '@/lib/infra/db/shop'
import { HOME_ID, PageEdit } from '@/lib/publishing/schema'
import { atOnce } from '../support/buyer'
import { contentOf, openPage, product, productId, publishChange, saveChange } from '../support/editing'
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

describe('a page', () => {
  test('is what the public sees, until someone begins a draft', async () => {
    const id = await productId('arc-table-lamp')
    const page = await openPage(mara, id)
    expect(page).toMatchObject({
      ...{ kind: 'product', id, status: 'ACTIVE', revision: 1, draft: null, issues: [] },
      ...{ path: '/p/arc-table-lamp', currency: 'USD' },
    })
    expect(contentOf(page)).toMatchObject({ name: 'Arc Table Lamp', seoTitle: '' })
    const { draft } = await saveChange(mara, id, { name: 'Arc Lamp' })
    expect(await openPage(milo, id)).toMatchObject({
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
    const id = await productId('dune-vase')
    const before = await openPage(mara, id)
    const variants = contentOf(before).variants.map((variant) => ({ ...variant, price: variant.price + 100 }))
    const { page, revision } = await publishChange(mara, id, { tagline: 'Sand, standing.', variants })
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
    expect(kept[0]?.content).toMatchObject({ tagline: contentOf(before).tagline })
    const log = await shopDb().editLog.findMany({ where: { pageId: id }, orderBy: { id: 'asc' } })
    expect(log.map(({ action, actorName }) => [action, actorName])).toEqual([
      ['draft_begun', 'Mara'],
      ['published', 'Mara'],
    ])
    const [stale] = await shopDb().stalePages.findMany({
      where: { tags: { has: `product:${id}` }, reason: 'product.published' },
    })
    expect(stale?.tags).toEqual([`product:${id}`])
    expect(stale?.pages).toContainEqual({ path: '/p/dune-vase', subject: id, revision: 2 })
  })

  test('sent again because the answer was lost, it answers the revision that it made', async () => {
    const id = await productId('fold-kettle')
    const { draft } = await saveChange(mara, id, { tagline: 'It folds.' })
    const send = (who: Person) =>
      call(who, 'POST publish', { params: product(id), body: { version: draft.version } })
    const answers = await atOnce(10, 10, () => send(mara))
    expect(answers.map(({ status, body }) => [status, body['revision']])).toEqual(Array(10).fill([200, 2]))
    expect(await shopDb().pageRevision.count({ where: { pageId: id } })).toBe(2)
    expect((await openPage(mara, id)).revision).toBe(2)
    // Somebody else who has the old draft on the screen has not published this.
    expect(await send(milo)).toMatchObject({
      status: 409,
      body: { code: 'draft_conflict', draft: null, revision: 2 },
    })
    // Nor is it undone by a later draft.
    await saveChange(milo, id, { tagline: 'Later.' })
    expect(await send(mara)).toMatchObject({ status: 200, body: { revision: 2 } })
    expect((await openPage(mara, id)).draft?.content).toMatchObject({ tagline: 'Later.' })
  })
})
