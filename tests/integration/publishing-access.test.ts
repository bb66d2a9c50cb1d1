import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CategoryDraft,
  HomeDraft,
  PageEdit,
  type ProductContent,
  ProductDraft,
} from '@/lib/publishing/schema'
import { shopDb } from '@/lib/infra/db/shop'
import { contentOf, openPage, product, productId, publish, publishChange } from '../support/editing'
import { seedCatalog } from '../support/fixtures'
import { call, openStudio, type Person, STUDIO_ROUTES, type StudioRoute } from '../support/studio'

const studio = await openStudio()
afterAll(() => studio.close())

let mara: Person
let id: string
beforeAll(async () => {
  await seedCatalog()
  mara = await studio.person('marketer', 'Mara')
  id = await productId('arc-table-lamp')
})

/** What each route would accept from a marketer. */
const RIGHT: Record<StudioRoute, () => Parameters<typeof call>[2]> = {
  'GET products': () => ({}),
  'POST products': () => ({ body: { name: 'Planted', categoryId: crypto.randomUUID() } }),
  'GET page': () => ({ params: product(id) }),
  'PUT draft': () => ({ params: product(id), body: { version: 0, revision: 1, content: {} } }),
  'DELETE draft': () => ({ params: product(id), query: '?version=0' }),
  'POST publish': () => ({ params: product(id), body: { version: 1 } }),
  'GET history': () => ({ params: product(id) }),
  'POST restore': () => ({ params: product(id), body: { version: 0, revision: 1 } }),
  'POST status': () => ({ params: { id }, body: { status: 'ARCHIVED', revision: 1 } }),
  'GET stock': () => ({ params: { id } }),
  'POST stock': () => ({ params: { sku: 'ARC-BRS' }, body: { delta: 5, reason: 'theft' } }),
  'GET photos': () => ({}),
  'GET categories': () => ({}),
}

const everything = async () => ({
  drafts: await shopDb().pageDraft.count(),
  revisions: await shopDb().pageRevision.count(),
  log: await shopDb().editLog.count(),
  products: await shopDb().product.findMany({ select: { id: true, version: true, status: true } }),
  stock: await shopDb().stock.findMany({ orderBy: { sku: 'asc' } }),
})

describe('the wrong people', () => {
  test.each(STUDIO_ROUTES)(
    '%s: nobody 401, shopper and warehouse 403, and nothing is written',
    async (route) => {
      const before = await everything()
      expect((await call(null, route, RIGHT[route]())).status).toBe(401)
      for (const who of ['shopper', 'warehouse'] as const) {
        const { status, body } = await call(await studio.person(who), route, RIGHT[route]())
        expect([status, body['code']]).toEqual([403, 'not_allowed'])
      }
      expect(await everything()).toEqual(before)
    },
  )

  test('nobody learns what a body should be, nor sends a large one', async () => {
    const body = 'x'.repeat(300_000)
    expect((await call(null, 'PUT draft', { params: product(id), body })).status).toBe(401)
    expect((await call(null, 'POST products', { body: { wrong: true } })).status).toBe(401)
  })

  test.each(STUDIO_ROUTES.filter((route) => !route.startsWith('GET')))(
    '%s from another site: 403, and nothing is written',
    async (route) => {
      const before = await everything()
      for (const origin of [null, 'null', 'https://evil.example']) {
        const { status, body } = await call(mara, route, { ...RIGHT[route](), origin })
        expect([status, body['code']]).toEqual([403, 'foreign_origin'])
      }
      expect(await everything()).toEqual(before)
    },
  )

  test('a marketer whose role was revoked at the auth server is out at the very next write, and reads no more', async () => {
    const gone = await studio.person('marketer', 'Gone')
    const page = await openPage(gone, id)
    const write = (version: number) =>
      call(gone, 'PUT draft', {
        params: product(id),
        body: { version, revision: 1, content: contentOf(page) },
      })
    expect((await write(0)).status).toBe(200)
    // The first refusal ends the session, so each route meets a session of its own.
    const writes = STUDIO_ROUTES.filter((name) => !name.startsWith('GET'))
    const people = await Promise.all(writes.map(() => studio.person('marketer', 'Gone')))
    await studio.setRoles('marketer@example.com', ['shopper'])
    try {
      const before = await everything()
      for (const [index, route] of writes.entries()) {
        const person = people[index] ?? gone
        const { status, body } = await call(person, route, RIGHT[route]())
        expect([route, status, body['code']]).toEqual([route, 403, 'not_allowed'])
        expect((await call(person, 'GET products')).status).toBe(401)
      }
      expect(await everything()).toEqual(before)
    } finally {
      await studio.setRoles('marketer@example.com', ['shopper', 'marketer'])
    }
    expect((await write((await openPage(gone, id)).draft?.version ?? 0)).status).toBe(200)
  })

  test('an admin may do what marketers may', async () => {
    const ada = await studio.person('admin', 'Ada')
    await publishChange(ada, await productId('dune-vase'), { tagline: 'By Ada' })
  })
})

/** What people paste, and what attackers do. */
const PIECES = ['alert(1)', 'fetch("//evil.example")']
const STRINGS = PIECES.flatMap((js) => [
  `<script>${js}</script>`,
  `</script><script>${js}//`,
  `<img src=x onerror=${js}>`,
  `<svg onload=${js}>`,
  `<svg><animate onbegin=${js} attributeName=x>`,
  `<iframe srcdoc="<script>${js}</script>">`,
  `<a href="javascript:${js}">x</a>`,
  `"><script>${js}</script>`,
  `' onmouseover='${js}`,
  `" autofocus onfocus="${js}`,
  `\`\${${js}}\``,
  `{{constructor.constructor('${js}')()}}`,
  `<math><mtext><script>${js}</script>`,
  `<style>@import 'javascript:${js}'</style>`,
  `<!--><script>${js}</script>-->`,
  `<![CDATA[<script>${js}</script>]]>`,
  `<scr\u0000ipt>${js}</scr\u0000ipt>`,
  `\u202e<script>${js}</script>`,
  `\ud800<script>${js}</script>`,
  `\ufeff\u200b<script>${js}</script>`,
  `＜script＞${js}＜/script＞`,
  `%3Cscript%3E${js}%3C/script%3E`,
  `&lt;script&gt;${js}&lt;/script&gt;`,
  `\\u003cscript\\u003e${js}`,
  `'; DROP TABLE "Product"; -- ${js}`,
])
const LINKS = PIECES.flatMap((js) => [
  `javascript:${js}`,
  `JaVaScRiPt:${js}`,
  `java\nscript:${js}`,
  `java\tscript:${js}`,
  `\u0001javascript:${js}`,
  ` javascript:${js}`,
  `javascript\u00a0:${js}`,
  `javascript&colon;${js}`,
  `vbscript:${js}`,
  `data:text/html,<script>${js}</script>`,
  `data:text/html;base64,PHNjcmlwdD4=`,
  `blob:https://shop.example/${js}`,
  `file:///etc/passwd?${js}`,
  `//evil.example/${js}`,
  `/\\evil.example/${js}`,
  `\\\\evil.example/${js}`,
  `/\t/evil.example/${js}`,
  `http://shop.example/${js}`,
  `https://user:pass@evil.example/${js}`,
  `https:evil.example/${js}`,
  `ht\u200btps://evil.example/${js}`,
  `mailto:?subject=${js}`,
  `tel:${js}`,
  `feed:javascript:${js}`,
  `view-source:javascript:${js}`,
])

const words = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const doc = (...content: unknown[]) => ({ type: 'doc', content })
const linked = (href: string, more: object = {}) =>
  doc({
    type: 'paragraph',
    content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href, ...more } }] }],
  })

describe('hostile text', () => {
  test(`${STRINGS.length + LINKS.length} strings in every field: kept as words, or refused; the page stays readable`, async () => {
    const page = await openPage(mara, await productId('carafe-set'))
    const params = product(page.id)
    let version = page.draft?.version ?? 0
    const refused: string[] = []
    for (const text of [...STRINGS, ...LINKS]) {
      const short = text.slice(0, 60)
      const content = {
        ...contentOf(page),
        ...{ name: text.slice(0, 80), tagline: text, details: [text], care: text },
        ...{ slug: text.slice(0, 80), seoTitle: text.slice(0, 70), seoDescription: text },
        body: doc(words(text)),
        images: contentOf(page).images.map((image) => ({ ...image, alt: text })),
        variants: contentOf(page).variants.map((one) => ({
          ...one,
          options: { [short.slice(0, 40)]: short },
        })),
      }
      const { status, body } = await call(mara, 'PUT draft', {
        params,
        body: { version, revision: page.revision, content },
      })
      expect([200, 422], JSON.stringify([text, body])).toContain(status)
      if (status === 422) {
        refused.push(text)
        continue
      }
      const kept = PageEdit.pick({ draft: true }).parse(body).draft!
      version = kept.version
      // Words stay words: nothing that a database or a reader would stumble on, structure as we know it.
      const parsed = ProductDraft.parse(kept.content)
      expect(parsed.body.content).toHaveLength(1)
      for (const field of [parsed.name, parsed.tagline, parsed.care, parsed.seoTitle])
        expect(field.isWellFormed() && !/[\u0000-\u001f\u200b\u202e\ufeff]/.test(field), text).toBe(true)
      expect((body['issues'] as { path: string }[]).map(({ path }) => path)).toContain('slug')
    }
    expect(refused).toEqual([])
    expect((await publish(mara, page.id, version)).status).toBe(422)
    expect((await openPage(mara, page.id)).published).toEqual(page.published)
  })

  test.each(LINKS)('a link to %j is refused', async (href) => {
    const page = await openPage(mara, await productId('carafe-set'))
    const content = { ...contentOf(page), body: linked(href) }
    const { status, body } = await call(mara, 'PUT draft', {
      params: product(page.id),
      body: { version: page.draft?.version ?? 0, revision: 1, content },
    })
    expect([status, body['code']]).toEqual([422, 'invalid_input'])
    expect(JSON.stringify(body['errors'])).toContain('content.body')
  })

  test.each([
    'https://example.com/a?b#c',
    'mailto:hello@example.com',
    'tel:+1-555-0100',
    '/c/lighting',
    '#care',
  ])('a link to %s is kept, its other attributes are not', async (href) => {
    const page = await openPage(mara, await productId('carafe-set'))
    const content = {
      ...contentOf(page),
      body: linked(href, { target: '_top', onclick: 'alert(1)', style: 'x' }),
    }
    const { body } = await call(mara, 'PUT draft', {
      params: product(page.id),
      body: { version: page.draft?.version ?? 0, revision: 1, content },
    })
    const { draft } = PageEdit.pick({ draft: true }).parse(body)
    expect((draft?.content as ProductContent).body).toEqual(linked(href))
  })

  test.each([
    ['an image', doc({ type: 'image', attrs: { src: 'x', onerror: 'alert(1)' } })],
    ['raw HTML', doc({ type: 'html', content: '<script>alert(1)</script>' })],
    ['a code block', doc({ type: 'codeBlock', content: [{ type: 'text', text: 'x' }] })],
    ['another heading', doc({ type: 'heading', attrs: { level: 1 }, content: [] })],
    [
      'an unknown mark',
      doc({ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'code' }] }] }),
    ],
    ['text that is none', doc({ type: 'paragraph', content: [{ type: 'text', text: { toString: 'x' } }] })],
    [
      'a list in a list',
      doc({
        type: 'bulletList',
        content: [{ type: 'listItem', content: [{ type: 'bulletList', content: [] }] }],
      }),
    ],
    ['no document', 'plain text'],
    ['too much of it', doc(...Array.from({ length: 61 }, () => words('x')))],
  ])('%s in a description is refused', async (_, body) => {
    const page = await openPage(mara, await productId('carafe-set'))
    const { status } = await call(mara, 'PUT draft', {
      params: product(page.id),
      body: { version: page.draft?.version ?? 0, revision: 1, content: { ...contentOf(page), body } },
    })
    expect(status).toBe(422)
  })

  test('__proto__ and friends are only names', async () => {
    const text = `{"version":0,"revision":1,"content":{"slug":"x","name":"x","description":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}`
    const { id: category } = await shopDb().category.findUniqueOrThrow({ where: { slug: 'lighting' } })
    const { status, body } = await call(mara, 'PUT draft', {
      params: { kind: 'category', id: category },
      body: text,
    })
    expect(status).toBe(200)
    expect(PageEdit.pick({ draft: true }).parse(body).draft?.content).toEqual({
      slug: 'x',
      name: 'x',
      description: 'x',
    })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('a category and the home page hold the same line', () => {
    for (const text of STRINGS) {
      const category = CategoryDraft.parse({ slug: 'x', name: text.slice(0, 60), description: text })
      const home = HomeDraft.parse({
        ...{ headline: text.slice(0, 80), text, heroKey: 'home-hero', linkLabel: 'x', linkHref: '/' },
      })
      for (const field of [category.name, category.description, home.headline, home.text])
        expect(field.isWellFormed() && !/[\u0000-\u001f\u202e]/.test(field)).toBe(true)
    }
  })
})
