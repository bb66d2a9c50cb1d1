import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getProduct, variantsBySku } from '@/lib/catalog'
import { isCurrent, pageRevision } from '@/lib/revalidation/rules/page-revision'
import { invalidate, stalePages } from '@/lib/revalidation'
import { shopDb } from '@/lib/infra/db/shop'
import { getAvailability } from '@/lib/inventory'
import { DraftView, PageEdit, type ProductContent, ProductList } from '@/lib/publishing/schema'
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
beforeAll(async () => {
  await seedCatalog({ variations: 70 })
  mara = await studio.person('marketer', 'Mara')
})

const categoryId = async (slug: string) => (await shopDb().category.findUniqueOrThrow({ where: { slug } })).id
const lastStale = () =>
  shopDb().stalePages.findFirstOrThrow({
    where: { reason: { in: ['product.published', 'product.archived', 'product.unarchived'] } },
    orderBy: { createdAt: 'desc' },
  })
const setStatus = (id: string, status: string, revision: number) =>
  call(mara, 'POST status', { params: { id }, body: { status, revision } })

async function newProduct(name: string, id?: string): Promise<PageEdit> {
  const body = { name, categoryId: await categoryId('vessels'), ...(id && { id }) }
  const answer = await call(mara, 'POST products', { body })
  expect([answer.status, answer.body]).toMatchObject([201, {}])
  return PageEdit.parse(answer.body)
}

/** A draft with all that a page needs. */
async function completed(
  page: PageEdit,
  sku: string,
  more: Partial<ProductContent> = {},
): Promise<DraftView> {
  const images = contentOf(await openPage(mara, await productId('dune-vase'))).images
  const { draft } = await saveChange(mara, page.id, {
    ...{ tagline: 'New.', images },
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'A thing.' }] }] },
    variants: [{ sku, options: {}, price: 4200, imageKey: images[0]?.key ?? '', active: true }],
    ...more,
  })
  return draft
}

describe('a new product', () => {
  test('is seen by nobody until it is published; then it is for sale at a count of none', async () => {
    const page = await newProduct('Tall Vase')
    expect(page).toMatchObject({ status: 'DRAFT', revision: 0, published: null, path: '/p/tall-vase' })
    expect(page.issues.map(({ path }) => path)).toContain('body')
    expect(await publish(mara, page.id, page.draft?.version ?? 0)).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_input',
        errors: expect.arrayContaining([expect.objectContaining({ path: 'tagline' })]),
      },
    })
    expect(await getProduct('tall-vase')).toBeNull()
    const draft = await completed(page, 'TALL-1')
    const answer = await publish(mara, page.id, draft.version)
    expect(answer).toMatchObject({
      status: 200,
      body: { revision: 1, page: { status: 'ACTIVE', draft: null } },
    })
    expect(await getProduct('tall-vase')).toMatchObject({
      version: 1,
      priceFrom: 4200,
      description: 'A thing.',
    })
    expect((await getAvailability(['TALL-1'])).items).toMatchObject([{ available: 0, state: 'sold_out' }])
    expect(await shopDb().stock.findUnique({ where: { sku: 'TALL-1' } })).toMatchObject({
      onHand: 0,
      reserved: 0,
    })
    const stale = await lastStale()
    expect(stale.pages).toEqual(
      expect.arrayContaining(
        ['/p/tall-vase', '/c/vessels', '/'].map((path) => ({ path, subject: page.id, revision: 1 })),
      ),
    )
    const vessels = await categoryId('vessels')
    for (const tag of ['product-at:tall-vase', 'products', 'products-newest', `products-of:${vessels}`])
      expect(stale.tags).toContain(tag)
  })

  test('made by 10 at once from one name, each has an address of its own', async () => {
    const pages = await atOnce(10, 10, () => newProduct('Twin Jug'))
    const paths = pages.map(({ path }) => path).sort()
    expect(new Set(paths).size).toBe(10)
    expect(paths).toContain('/p/twin-jug')
  })

  test('sent again with its id is the same page; another’s id is refused', async () => {
    const id = crypto.randomUUID()
    const [one, two] = [await newProduct('Once', id), await newProduct('Once', id)]
    expect(two).toEqual(one)
    const body = { id: await productId('dune-vase'), name: 'Thief', categoryId: await categoryId('desk') }
    expect((await call(mara, 'POST products', { body })).status).toBe(409)
    const nowhere = { name: 'Lost', categoryId: crypto.randomUUID() }
    expect((await call(mara, 'POST products', { body: nowhere })).status).toBe(422)
  })

  test('thrown away before it was published leaves nothing', async () => {
    const page = await newProduct('Mistake')
    const query = `?version=${page.draft?.version}`
    expect((await call(mara, 'DELETE draft', { params: product(page.id), query })).status).toBe(204)
    expect((await call(mara, 'GET page', { params: product(page.id) })).status).toBe(404)
    expect((await setStatus(page.id, 'ARCHIVED', 1)).status).toBe(404)
  })
})

describe('an address', () => {
  test('moves with its page: the old one leads to it, and may be taken back', async () => {
    const id = await productId('fold-kettle')
    await publishChange(mara, id, { slug: 'folding-kettle' })
    expect(await getProduct('fold-kettle')).toBeNull()
    const stale = await lastStale()
    expect(stale.tags).toEqual(
      expect.arrayContaining(['product-at:fold-kettle', 'product-at:folding-kettle', `product:${id}`]),
    )
    expect(stale.tags).not.toContain('products-newest')
    expect(stale.pages).toContainEqual({ path: '/p/fold-kettle', subject: id, revision: null })
    const { body } = await call(mara, 'POST restore', {
      params: product(id),
      body: { revision: 1, version: 0 },
    })
    await publish(mara, id, PageEdit.parse(body).draft?.version ?? 0)
    expect((await getProduct('fold-kettle'))?.version).toBe(3)
    expect(await shopDb().slugRedirect.findMany({ where: { pageId: id } })).toMatchObject([
      { slug: 'folding-kettle' },
    ])
  })

  test('of another page is refused, and so is one that leads to another page', async () => {
    const id = await productId('orbit-clock')
    for (const slug of ['dune-vase', 'folding-kettle']) {
      const { draft, issues } = await saveChange(mara, id, { slug })
      expect(issues).toMatchObject([{ path: 'slug' }])
      expect(await publish(mara, id, draft.version)).toMatchObject({
        status: 409,
        body: { code: 'slug_taken', errors: [{ path: 'slug' }] },
      })
    }
    expect(await openPage(mara, id)).toMatchObject({
      revision: 1,
      draft: { content: { slug: 'folding-kettle' } },
    })
  })

  test('that 10 pages want at the same moment is had by one', async () => {
    const ids = (await shopDb().product.findMany({ where: { slug: { endsWith: '-3' } }, take: 10 })).map(
      ({ id }) => id,
    )
    const drafts = await Promise.all(ids.map((id) => saveChange(mara, id, { slug: 'wanted' })))
    const answers = await Promise.all(
      ids.map((id, index) => publish(mara, id, drafts[index]?.draft.version ?? 0)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status, body } of answers.filter((answer) => answer.status !== 200))
      expect([status, body['code']]).toEqual([409, 'slug_taken'])
    expect(await shopDb().slugRedirect.count({ where: { pageId: { in: ids } } })).toBe(1)
  })
})

describe('variants', () => {
  test('a SKU that was published never disappears: what is left out is no longer for sale', async () => {
    const id = await productId('dune-vase')
    const [first, ...others] = contentOf(await openPage(mara, id)).variants
    const { page } = await publishChange(mara, id, { variants: others })
    expect((page.published as ProductContent).variants).toContainEqual({ ...first, active: false })
    const sku = first?.sku ?? ''
    expect(await shopDb().variant.findUnique({ where: { sku } })).toMatchObject({ active: false })
    expect(await shopDb().stock.findUnique({ where: { sku } })).not.toBeNull()
    expect((await variantsBySku([sku])).size).toBe(0)
    const [kept] = await shopDb().pageRevision.findMany({ where: { pageId: id, number: 2 } })
    expect(kept?.content).toEqual(page.published)
  })

  test('of another product are refused, by name', async () => {
    const id = await productId('carafe-set')
    const variants = contentOf(await openPage(mara, id)).variants
    const [stolen] = await shopDb().variant.findMany({ where: { productId: await productId('orbit-clock') } })
    const wanted = [
      ...variants,
      { ...variants[0]!, sku: stolen?.sku ?? '', options: { Color: 'X', ...variants[0]?.options } },
    ]
    const same = wanted.map((variant, index) => ({ ...variant, options: { Glass: String(index) } }))
    const { draft } = await saveChange(mara, id, { variants: same })
    expect(await publish(mara, id, draft.version)).toMatchObject({
      status: 409,
      body: { code: 'sku_taken', errors: [{ path: `variants.${variants.length}.sku` }] },
    })
    expect((await openPage(mara, id)).revision).toBe(1)
    expect(await shopDb().variant.findUnique({ where: { sku: stolen?.sku ?? '' } })).toEqual(stolen)
  })

  test('with one new SKU that two products publish at once: one has it', async () => {
    const pages = await Promise.all(['Race A', 'Race B'].map((name) => newProduct(name)))
    const drafts = await Promise.all(pages.map((page) => completed(page, 'RACE-1')))
    const answers = await Promise.all(
      pages.map(({ id }, index) => publish(mara, id, drafts[index]?.version ?? 0)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'sku_taken' })
  })
})

describe('archive', () => {
  test('takes a product off the shop and puts it back as it was, its draft untouched', async () => {
    const id = await productId('halo-pendant')
    const { draft } = await saveChange(mara, id, { tagline: 'Later' })
    const off = await setStatus(id, 'ARCHIVED', 1)
    expect(off).toMatchObject({
      status: 200,
      body: { page: { status: 'ARCHIVED', draft: { version: draft.version } } },
    })
    expect(await getProduct('halo-pendant')).toBeNull()
    const stale = await lastStale()
    for (const page of stale.pages as { path: string; revision: unknown }[])
      expect(page).toMatchObject({ subject: id, revision: null })
    expect(stale.pages).toContainEqual({ path: '/c/lighting', subject: id, revision: null })
    expect(await setStatus(id, 'ARCHIVED', 1)).toMatchObject({ status: 200 })
    expect((await lastStale()).id).toBe(stale.id)
    expect((await setStatus(id, 'ACTIVE', 7)).status).toBe(409)
    expect((await setStatus(id, 'ACTIVE', 1)).status).toBe(200)
    expect((await getProduct('halo-pendant'))?.version).toBe(1)
    expect(await publish(mara, id, draft.version)).toMatchObject({ status: 200, body: { revision: 2 } })
  })

  test('an archived page may be edited and published, and stays off the shop', async () => {
    const id = await productId('pebble-bowls')
    await setStatus(id, 'ARCHIVED', 1)
    const before = (await lastStale()).id
    const { page } = await publishChange(mara, id, { tagline: 'Quietly.' })
    expect(page).toMatchObject({ status: 'ARCHIVED', revision: 2 })
    expect(await getProduct('pebble-bowls')).toBeNull()
    expect((await lastStale()).id).toBe(before)
  })

  test('a page that was never published can’t be shown', async () => {
    const page = await newProduct('Not yet')
    expect((await setStatus(page.id, 'ACTIVE', 1)).status).toBe(409)
  })
})

describe('what is stale', () => {
  const pathsOf = (stale: { pages: unknown }) =>
    (stale.pages as { path: string }[]).map(({ path }) => path).sort()

  test('new words: the pages that show the product, and no list', async () => {
    const id = await productId('block-bookends')
    const naming = await shopDb().product.findMany({ where: { goesWith: { has: id }, status: 'ACTIVE' } })
    expect(naming.length).toBeGreaterThan(0)
    await publishChange(mara, id, { tagline: 'Blocks.' })
    const stale = await lastStale()
    expect(stale.tags).toEqual([`product:${id}`])
    const shown = pathsOf(stale)
    expect(shown).toEqual(expect.arrayContaining(['/p/block-bookends', '/c/desk']))
    expect(shown.filter((path) => path.startsWith('/c/'))).toEqual(['/c/desk'])
    const named = await shopDb().stalePages.findFirstOrThrow({
      where: { tags: { has: `product:${id}` }, reason: 'product.published.companions' },
    })
    expect(named.tags).toEqual([`product:${id}`])
    expect(pathsOf(named)).toEqual(naming.map(({ slug }) => `/p/${slug}`).sort())
  })

  test('a product far down the list: its own page, not its category’s', async () => {
    const far = await shopDb().product.findFirstOrThrow({ orderBy: { position: 'desc' } })
    const { slug } = await shopDb().category.findUniqueOrThrow({ where: { id: far.categoryId } })
    await shopDb().product.updateMany({
      where: { id: { not: far.id } },
      data: { categoryId: far.categoryId },
    })
    await publishChange(mara, far.id, { tagline: 'Far down.' })
    expect(pathsOf(await lastStale())).not.toContain(`/c/${slug}`)
    expect(pathsOf(await lastStale())).toContain(`/p/${far.slug}`)
  })

  test('another category: both its lists', async () => {
    const id = await productId('cone-planter')
    const from = (await shopDb().product.findUniqueOrThrow({ where: { id } })).categoryId
    const [to] = await shopDb().category.findMany({ where: { id: { not: from } } })
    await publishChange(mara, id, { categoryId: to!.id })
    const stale = await lastStale()
    expect(stale.tags).toEqual(
      expect.arrayContaining([`products-of:${from}`, `products-of:${to!.id}`, 'products-newest']),
    )
    expect(stale.tags).not.toContain('products')
    expect(stale.pages).toContainEqual({ path: `/c/${to!.slug}`, subject: id, revision: 2 })
  })

  test('is claimed by one worker, again after 30 seconds, never when it is done', async () => {
    await shopDb().stalePages.deleteMany()
    const page = { path: '/p/x', subject: 'x', revision: 2 }
    const id = await invalidate(shopDb(), { tags: ['a', 'a'], pages: [page], reason: 'test' })
    const claims = await atOnce(20, 20, () => stalePages.claim({ limit: 5 }))
    expect(claims.flat()).toMatchObject([{ id, tags: ['a'], pages: [page], attempts: 1 }])
    expect(await stalePages.claim({ ids: [id], limit: 1 })).toEqual([])
    const later = (seconds: number) =>
      shopDb().$executeRaw`UPDATE "StalePages" SET "claimedAt" = now() - make_interval(secs => ${seconds})`
    await later(31)
    expect(await stalePages.claim({ ids: [id], limit: 1 })).toMatchObject([{ attempts: 2 }])
    await later(31)
    expect(await stalePages.claim({ limit: 5 })).toEqual([])
    await later(61)
    expect(await stalePages.claim({ limit: 5 })).toHaveLength(1)
    await stalePages.finish(id)
    await later(10_000)
    expect(await stalePages.claim({ limit: 5 })).toEqual([])
  })

  test('leaves to the newer what the newer wants of the same page', async () => {
    await shopDb().stalePages.deleteMany()
    const one = (path: string, subject: string, revision: number | null) => ({ path, subject, revision })
    const append = (...pages: ReturnType<typeof one>[]) =>
      invalidate(shopDb(), { tags: [], pages, reason: 'test' })
    await append(one('/', 'a', null), one('/p/a', 'a', null), one('/', 'b', 1))
    await append(one('/', 'a', 2))
    const [older, newer] = await stalePages
      .claim({ limit: 5 })
      .then((claimed) => claimed.sort((a, b) => a.id.localeCompare(b.id)))
    expect(older?.pages).toEqual([one('/p/a', 'a', null), one('/', 'b', 1)])
    expect(newer?.pages).toEqual([one('/', 'a', 2)])
    expect(isCurrent(`<a data-revision="${pageRevision('a', 2)}">`, newer!.pages[0]!)).toBe(true)
  })
})

describe('the list of products', () => {
  const list = async (query = '') => ProductList.parse((await call(mara, 'GET products', { query })).body)

  test('is read page by page, each product once', async () => {
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const page: ProductList = await list(after === '' ? '' : `?after=${encodeURIComponent(after)}`)
      seen.push(...page.items.map(({ id }) => id))
      after = page.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(await shopDb().product.count())
    expect((await call(mara, 'GET products', { query: '?after=rubbish' })).status).toBe(422)
  })

  test('finds by name, address, SKU and a draft’s name; a sign is a sign', async () => {
    const id = await productId('drum-side-table')
    const [{ sku } = { sku: '' }] = await shopDb().variant.findMany({ where: { productId: id } })
    for (const q of ['drum side', 'DRUM-SIDE', sku.toLowerCase()]) {
      expect((await list(`?q=${encodeURIComponent(q)}`)).items.map((item) => item.id)).toContain(id)
    }
    const page = await newProduct('Plain')
    await saveChange(mara, page.id, { name: 'Half 50% off_' })
    expect((await list('?q=50%25')).items).toMatchObject([
      { id: page.id, name: 'Half 50% off_', hasDraft: true },
    ])
    expect((await list('?q=%25')).items).toHaveLength(1)
    expect((await list('?q=off_')).items).toHaveLength(1)
  })

  test('is filtered by status and category, what was edited last comes first', async () => {
    const id = await productId('arc-table-lamp')
    await saveChange(mara, id, { tagline: 'Draft' })
    const changed = await list('?status=CHANGED')
    expect(changed.items[0]).toMatchObject({
      id,
      hasDraft: true,
      status: 'ACTIVE',
      updatedBy: { name: 'Mara' },
    })
    expect(changed.items.every(({ hasDraft }) => hasDraft)).toBe(true)
    for (const status of ['DRAFT', 'ARCHIVED', 'ACTIVE']) {
      const { items } = await list(`?status=${status}`)
      expect(items.length).toBeGreaterThan(0)
      expect(items.every((item) => item.status === status)).toBe(true)
    }
    const vessels = await categoryId('vessels')
    const { items } = await list(`?category=${vessels}`)
    expect(items.every(({ category }) => category.id === vessels)).toBe(true)
    expect((await call(mara, 'GET products', { query: '?status=ALL' })).status).toBe(422)
  })
})
