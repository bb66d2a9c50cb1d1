import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shopDb } from '@/lib/infra/db/shop'
import { HOME_ID, PageEdit, type ProductContent } from '@/lib/publishing/schema'
import { atOnce } from '../support/buyer'
import {
  contentOf,
  openPage,
  product,
  productId,
  publish,
  publishChange,
  saveChange,
} from '../support/editing'
import { seedCatalog } from '../support/fixtures'
import { call, openStudio, type Person } from '../support/studio'

const studio = await openStudio()
afterAll(() => studio.close())

let mara: Person
let milo: Person
beforeAll(async () => {
  await seedCatalog()
  ;[mara, milo] = await Promise.all([studio.person('marketer', 'Mara'), studio.person('admin', 'Milo')])
})

const HOME = { kind: 'home', id: HOME_ID }
const put = (who: Person, id: string, version: number, revision: number, content: unknown) =>
  call(who, 'PUT draft', { params: product(id), body: { version, revision, content } })
const draftRow = (id: string) =>
  shopDb().pageDraft.findUnique({ where: { kind_pageId: { kind: 'product', pageId: id } } })

describe('saves made at once', () => {
  test('20 of a first draft: one wins, 19 are told whose it is and what it says', async () => {
    const id = await productId('arc-table-lamp')
    const page = await openPage(mara, id)
    const answers = await atOnce(20, 20, (index) =>
      put(index % 2 ? mara : milo, id, 0, page.revision, { ...contentOf(page), name: `Lamp ${index}` }),
    )
    const won = answers.findIndex(({ status }) => status === 200)
    const told = answers.filter(({ status }) => status === 409)
    expect(told).toHaveLength(19)
    const name = `Lamp ${won}`
    for (const { body } of told) {
      expect(body).toMatchObject({
        code: 'draft_conflict',
        draft: { content: { name }, updatedBy: { name: won % 2 ? 'Mara' : 'Milo' } },
        revision: 1,
      })
    }
    expect((await draftRow(id))?.content).toMatchObject({ name })
  })

  test('20 over the same draft, 3 times: one wins each time', async () => {
    const id = await productId('ridge-stool').catch(() => productId('block-bookends'))
    const page = await openPage(mara, id)
    await put(mara, id, 0, 1, contentOf(page))
    for (let round = 0; round < 3; round++) {
      const { draft } = await openPage(mara, id)
      const answers = await atOnce(20, 20, (index) =>
        put(index % 2 ? mara : milo, id, draft?.version ?? 0, 1, {
          ...contentOf(page),
          tagline: `${round}.${index}`,
        }),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)])
      const won = answers.findIndex(({ status }) => status === 200)
      expect((await draftRow(id))?.content).toMatchObject({ tagline: `${round}.${won}` })
    }
  })
})

describe('a save', () => {
  test('sent again because its answer was lost is answered as saved; another’s same words are not', async () => {
    const id = await productId('dune-vase')
    const content = { ...contentOf(await openPage(mara, id)), tagline: 'Lost answer' }
    const first = await put(mara, id, 0, 1, content)
    expect(await put(mara, id, 0, 1, content)).toMatchObject({ status: 200, body: first.body })
    expect((await put(milo, id, 0, 1, content)).status).toBe(409)
    expect((await put(mara, id, 0, 1, { ...content, tagline: 'Other' })).status).toBe(409)
    const version = (await draftRow(id))?.version ?? 0
    expect((first.body['draft'] as { version: number }).version).toBe(version)
  })

  test('never lands on a draft that began anew: a version is not used twice', async () => {
    const id = await productId('fold-kettle')
    const content = contentOf(await openPage(mara, id))
    const { draft: old } = await saveChange(mara, id, { tagline: 'Mara’s' })
    await call(mara, 'DELETE draft', { params: product(id), query: `?version=${old.version}` })
    const { draft: begun } = await saveChange(milo, id, { tagline: 'Milo’s' })
    expect(begun.version).toBeGreaterThan(old.version)
    const stale = await put(mara, id, old.version, 1, { ...content, tagline: 'From an old tab' })
    expect(stale).toMatchObject({ status: 409, body: { draft: { content: { tagline: 'Milo’s' } } } })
  })

  test('from a page that was opened before someone published is told, though there is no draft', async () => {
    const id = await productId('halo-pendant')
    const seen = await openPage(milo, id)
    await publishChange(mara, id, { tagline: 'Published meanwhile' })
    const late = await put(milo, id, 0, seen.revision, { ...contentOf(seen), care: 'Dust.' })
    expect(late).toMatchObject({ status: 409, body: { code: 'draft_conflict', draft: null, revision: 2 } })
    expect((await openPage(milo, id)).draft).toBeNull()
  })

  test('may be unfinished, and says what is missing; what could never be shown is refused', async () => {
    const id = await productId('carafe-set')
    const { draft, issues } = await saveChange(mara, id, { name: '', images: [], slug: 'Not a slug' })
    expect(draft.content).toMatchObject({ name: '', slug: 'Not a slug' })
    const paths = new Set(issues.map(({ path }) => path))
    for (const path of ['name', 'slug', 'images', 'variants.0.imageKey']) expect(paths).toContain(path)
    const page = await openPage(mara, id)
    expect(page.issues).toEqual(issues)
    const content = page.draft?.content as ProductContent
    const refused = await put(mara, id, draft.version, 1, { ...content, name: 'x'.repeat(81) })
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'content.name' }] } })
    expect((await openPage(mara, id)).draft?.version).toBe(draft.version)
  })

  test('takes 256 KB of content, not more, and 16 KB elsewhere', async () => {
    const id = await productId('orbit-clock')
    const page = await openPage(mara, id)
    const text = (length: number) => ({
      type: 'doc',
      content: Array.from({ length: 40 }, () => ({
        type: 'paragraph',
        content: [{ type: 'text', text: 'x'.repeat(length) }],
      })),
    })
    expect((await put(mara, id, 0, 1, { ...contentOf(page), body: text(5_000) })).status).toBe(200)
    const tooMuch = await put(mara, id, 0, 1, { ...contentOf(page), body: text(7_000) })
    expect([tooMuch.status, tooMuch.body['code']]).toEqual([413, 'body_too_large'])
    const note = { version: 1, note: 'x'.repeat(20_000) }
    expect((await call(mara, 'POST publish', { params: product(id), body: note })).status).toBe(413)
  })

  test('keeps the library’s sizes and blurs whatever was sent, and knows every photograph', async () => {
    const id = await productId('cone-planter')
    const page = await openPage(mara, id)
    const [image] = contentOf(page).images
    const forged = {
      ...image!,
      width: 1,
      height: 1,
      blurDataUrl: 'x") url(https://evil.example/',
      alt: 'Mine',
    }
    const { draft } = await saveChange(mara, id, { images: [forged] })
    expect((draft.content as ProductContent).images).toEqual([{ ...image, alt: 'Mine' }])
    const unknown = { ...forged, key: '../../etc/passwd' }
    const refused = await put(mara, id, draft.version, 1, { ...contentOf(page), images: [unknown] })
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'content.images.0.key' }] } })
  })
})

describe('discard', () => {
  test('throws away the draft that was seen, and no other', async () => {
    const id = await productId('pebble-bowls')
    const { draft: seen } = await saveChange(mara, id, { tagline: 'One' })
    const { draft: newer } = await saveChange(milo, id, { tagline: 'Two' })
    const discard = (version: number) =>
      call(mara, 'DELETE draft', { params: product(id), query: `?version=${version}` })
    expect(await discard(seen.version)).toMatchObject({
      status: 409,
      body: { code: 'draft_conflict', draft: { content: { tagline: 'Two' } } },
    })
    expect(await discard(newer.version)).toMatchObject({ status: 200, body: { draft: null, revision: 1 } })
    expect((await discard(newer.version)).status).toBe(200)
    expect((await call(mara, 'DELETE draft', { params: product(id) })).status).toBe(422)
  })
})

describe('history and restore', () => {
  test('tells who changed what, against the revision before, page by page', async () => {
    const id = await productId('drum-side-table')
    const first = contentOf(await openPage(mara, id))
    await publishChange(mara, id, { tagline: 'Round 1' })
    await shopDb().pageRevision.createMany({
      data: Array.from({ length: 22 }, (_, index) => ({
        ...({
          kind: 'product',
          pageId: id,
          number: index + 3,
          publishedBy: 'x',
          publishedByName: 'X',
        } as const),
        content: { ...first, tagline: `Round ${index + 2}` } as object,
      })),
    })
    await shopDb().product.update({ where: { id }, data: { version: 24, tagline: 'Round 23' } })
    await publishChange(milo, id, { tagline: 'Round 24' })
    const variants = first.variants.map((variant, index) => (index ? variant : { ...variant, price: 12345 }))
    await publishChange(mara, id, { variants, tagline: first.tagline })
    const newest = await call(milo, 'GET history', { params: product(id) })
    const items = newest.body['items'] as { revision: number; changes: unknown[]; publishedBy: unknown }[]
    expect(items.map(({ revision }) => revision)).toEqual(Array.from({ length: 20 }, (_, i) => 26 - i))
    expect(items[0]).toMatchObject({
      publishedBy: { name: 'Mara' },
      note: 'why',
      changes: [
        { label: 'Tagline', before: 'Round 24', after: first.tagline },
        { label: `Price of ${first.variants[0]?.sku}`, after: '$123.45' },
      ],
    })
    const rest = await call(mara, 'GET history', {
      params: product(id),
      query: `?after=${String(newest.body['next'])}`,
    })
    const older = rest.body['items'] as typeof items
    expect(older.map(({ revision }) => revision)).toEqual([6, 5, 4, 3, 2, 1])
    expect([older.at(-1), rest.body['next']]).toMatchObject([
      { publishedBy: { name: 'Imported' }, changes: [] },
      null,
    ])
    expect(items.at(-1)?.changes).toHaveLength(1)

    const restored = await call(milo, 'POST restore', {
      params: product(id),
      body: { revision: 3, version: 0 },
    })
    expect(restored).toMatchObject({ status: 200, body: { draft: { content: { tagline: 'Round 2' } } } })
    expect((await openPage(mara, id)).published).toMatchObject({ tagline: first.tagline })
    const again = await call(milo, 'POST restore', { params: product(id), body: { revision: 3, version: 0 } })
    expect(again).toMatchObject({ status: 200, body: restored.body })
    const { version } = PageEdit.parse(restored.body).draft!
    expect(await publish(milo, id, version)).toMatchObject({ status: 200, body: { revision: 27 } })
    const [latest] = (await call(mara, 'GET history', { params: product(id) })).body['items'] as typeof items
    expect(latest).toMatchObject({ revision: 27, changes: [{ after: 'Round 2' }, {}] })
  })

  test('a page that nobody edited has the revision that everyone sees', async () => {
    const id = await productId('rod-shelf').catch(() => productId('block-bookends'))
    const page = await openPage(mara, id)
    const { body } = await call(mara, 'GET history', { params: product(id) })
    expect(body).toMatchObject({ items: [{ revision: 1, publishedBy: { name: 'Imported' } }], next: null })
    const restored = await call(mara, 'POST restore', {
      params: product(id),
      body: { revision: 1, version: page.draft?.version ?? 0 },
    })
    expect(restored.body).toMatchObject({ draft: { content: { name: contentOf(page).name } } })
    const unknown = { revision: 99, version: PageEdit.parse(restored.body).draft?.version }
    expect((await call(mara, 'POST restore', { params: product(id), body: unknown })).status).toBe(404)
  })

  test('over another’s draft: told, and theirs stays', async () => {
    const id = await productId('dune-vase')
    const { draft } = await saveChange(milo, id, { tagline: 'Milo at work' })
    const { status, body } = await call(mara, 'POST restore', {
      params: product(id),
      body: { revision: 1, version: draft.version - 1 },
    })
    expect([status, body]).toMatchObject([409, { draft: { content: { tagline: 'Milo at work' } } }])
    expect((await draftRow(id))?.version).toBe(draft.version)
  })

  test('leaves out what no longer exists, and keeps an address that is still free', async () => {
    const id = await productId('block-bookends')
    const gone = crypto.randomUUID()
    const page = await openPage(mara, id)
    await shopDb().pageRevision.create({
      data: {
        ...{ kind: 'product', pageId: id, number: 77, publishedBy: 'x', publishedByName: 'X' },
        content: {
          ...contentOf(page),
          slug: 'dune-vase',
          categoryId: gone,
          goesWith: [gone, await productId('dune-vase')],
          images: [
            { key: 'gone', alt: 'a', width: 1, height: 1, blurDataUrl: '' },
            ...contentOf(page).images,
          ],
        } as object,
      },
    })
    const { body } = await call(mara, 'POST restore', {
      params: product(id),
      body: { revision: 77, version: page.draft?.version ?? 0 },
    })
    const content = PageEdit.parse(body).draft?.content as ProductContent
    expect(content).toMatchObject({
      slug: 'block-bookends',
      categoryId: contentOf(page).categoryId,
      goesWith: [await productId('dune-vase')],
      images: contentOf(page).images,
    })
    expect(body['issues']).toEqual([])
  })
})

describe('home and categories', () => {
  test('home begins with the words it has, and is published as the next revision', async () => {
    const page = PageEdit.parse((await call(mara, 'GET page', { params: HOME })).body)
    const content = { ...(page.published as object), headline: 'Fewer things.' }
    const save = await call(mara, 'PUT draft', { params: HOME, body: { version: 0, revision: 1, content } })
    const { draft } = PageEdit.pick({ draft: true }).parse(save.body)
    const answer = await call(mara, 'POST publish', { params: HOME, body: { version: draft?.version } })
    expect(answer).toMatchObject({ status: 200, body: { revision: 2, page: { published: content } } })
    const { getHome } = await import('@/lib/publishing')
    expect(await getHome()).toEqual({ content, version: 2 })
    const { body } = await call(mara, 'GET history', { params: HOME })
    expect(body['items']).toMatchObject([
      { revision: 2, changes: [{ label: 'Headline', before: 'Few things, well made.' }] },
      { revision: 1, changes: [] },
    ])
    const [stale] = await shopDb().stalePages.findMany({ where: { reason: 'home.published' } })
    expect(stale).toMatchObject({ tags: ['home'], pages: [{ path: '/', subject: 'home', revision: 2 }] })
  })

  test.each([
    ['//evil.example'],
    ['https://evil.example'],
    ['/\\evil.example'],
    ['javascript:alert(1)'],
    ['/a b'],
  ])('the home page’s link leads nowhere else: %s', async (linkHref) => {
    const page = PageEdit.parse((await call(mara, 'GET page', { params: HOME })).body)
    const content = { ...(page.published as object), linkHref }
    const save = await call(mara, 'PUT draft', {
      params: HOME,
      body: { version: page.draft?.version ?? 0, revision: page.revision, content },
    })
    expect(save.body['issues']).toMatchObject([{ path: 'linkHref' }])
    const { version } = PageEdit.pick({ draft: true }).parse(save.body).draft!
    expect((await call(mara, 'POST publish', { params: HOME, body: { version } })).status).toBe(422)
  })

  test('a category moves with its name, and its old address leads to it', async () => {
    const { id } = await shopDb().category.findUniqueOrThrow({ where: { slug: 'desk' } })
    const params = { kind: 'category', id }
    const content = { slug: 'work', name: 'Work', description: 'For a desk.' }
    const save = await call(mara, 'PUT draft', { params, body: { version: 0, revision: 1, content } })
    const { version } = PageEdit.pick({ draft: true }).parse(save.body).draft!
    const answer = await call(mara, 'POST publish', { params, body: { version } })
    expect(answer).toMatchObject({ status: 200, body: { revision: 2, page: { path: '/c/work' } } })
    expect(await shopDb().category.findUnique({ where: { id } })).toMatchObject({ ...content, version: 2 })
    expect(await shopDb().slugRedirect.findMany({ where: { pageId: id } })).toMatchObject([
      { kind: 'category', slug: 'desk' },
    ])
    const [stale] = await shopDb().stalePages.findMany({ where: { reason: 'category.published' } })
    expect(stale?.tags).toEqual([`category:${id}`, 'categories'])
    const { body } = await call(mara, 'GET categories')
    expect(body['categories']).toContainEqual(expect.objectContaining({ id, slug: 'work', name: 'Work' }))
  })
})
