import { request as httpRequest } from 'node:http'
import { stack } from './support/stack'
import { expect, test } from './support/test'

/** What a shared cache must never take over from the one who asks (hazard 32). */
const FORGED: Record<string, string>[] = [
  { 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', 'x-forwarded-port': '1' },
  { forwarded: 'host=evil.example;proto=http' },
  { 'x-host': 'evil.example', 'x-original-host': 'evil.example' },
  { 'x-original-url': '/p/ridge-mug', 'x-rewrite-url': '/p/ridge-mug' },
  { 'x-matched-path': '/p/ridge-mug' },
  { 'x-invoke-path': '/p/ridge-mug', 'x-invoke-status': '404' },
  { 'x-middleware-rewrite': '/p/ridge-mug', 'x-middleware-subrequest': 'proxy:proxy:proxy' },
  { 'x-nextjs-data': '1' },
  { 'x-prerender-revalidate': 'guessed', 'x-prerender-revalidate-if-generated': '1' },
  { 'x-next-revalidated-tags': 'products', 'x-next-revalidate-tag-token': 'guessed' },
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { rsc: '1', 'next-router-state-tree': 'not a tree' },
  { rsc: '1', 'next-router-state-tree': '%5B%22%22%5D', 'next-url': '/p/ridge-mug' },
  { 'next-router-prefetch': '1' },
  { 'next-action': 'a'.repeat(40) },
  { accept: 'text/x-component' },
  { 'accept-language': 'xx', 'user-agent': 'Mozilla/5.0 (iPhone)' },
  {
    cookie:
      'has_session=1; has_cart=1; shopper=x; next-auth.session-token=x; __prerender_bypass=x; preview=x',
  },
  { 'content-security-policy': "script-src 'nonce-evil'", 'x-nonce': 'evil' },
  { authorization: 'Bearer x', range: 'bytes=0-10' },
]
const QUERIES = [
  '?variant=NO-SUCH',
  '?utm_source=x',
  '?_rsc=evil',
  '?nxtPslug=ridge-mug',
  '?slug=ridge-mug',
  '?__nextppronly=1',
  '?__proto__=x',
  '?x=%00',
  '?%F0%9F%92%A9',
]

for (const path of ['/', '/c/lighting', '/p/arc-table-lamp']) {
  test(`${path} is the same for everyone, whatever was asked before`, async ({ playwright }) => {
    const anyone = await playwright.request.newContext({ baseURL: stack.app })
    const clean = async () => {
      const answer = await anyone.get(path)
      const { date: _, ...headers } = answer.headers()
      return { status: answer.status(), headers, body: await answer.text() }
    }
    const before = await clean()
    expect(before.status).toBe(200)
    for (const headers of FORGED) {
      const answer = await anyone.get(path, { headers, maxRedirects: 0 })
      expect(answer.status(), JSON.stringify(headers)).toBeLessThan(500)
      expect(await answer.text(), JSON.stringify(headers)).not.toContain('evil')
    }
    for (const query of QUERIES)
      expect((await anyone.get(`${path}${query}`)).status(), query).toBeLessThan(500)
    expect(await getWithBody(path)).toBeLessThan(500)
    expect(await clean()).toEqual(before)
    await anyone.dispose()
  })
}

test('what is not there is 404 at the first visit and at every later one', async ({ request }) => {
  for (const path of [`/p/never-${Date.now()}`, `/c/never-${Date.now()}`]) {
    for (let visit = 1; visit <= 3; visit++) {
      const answer = await request.get(path)
      expect(answer.status(), `${path}, visit ${visit}`).toBe(404)
      expect(await answer.text()).toContain('There is nothing at this address')
    }
  }
})

test('search engines find every page, and what is in stock', async ({ request }) => {
  const robots = await (await request.get('/robots.txt')).text()
  expect(robots).toContain('Disallow: /studio')
  const index = await (await request.get('/sitemap.xml')).text()
  const parts = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].flatMap(([, url]) => url ?? [])
  const texts = await Promise.all(parts.map(async (url) => (await request.get(url)).text()))
  const all = texts.join('')
  for (const path of ['/c/lighting', '/p/arc-table-lamp', '/p/ridge-mug'])
    expect(all).toContain(`${stack.app}${path}</loc>`)
  expect(all).toMatch(/arc-table-lamp<\/loc><lastmod>\d{4}-/)
  expect((await request.get('/sitemap/products-99.xml')).status()).toBe(404)

  const html = await (await request.get('/p/orbit-clock')).text()
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '{}'
  const graph = (JSON.parse(json) as { '@graph': { offers?: { sku: string; availability: string }[] }[] })[
    '@graph'
  ]
  const offers = new Map(graph[0]?.offers?.map(({ sku, availability }) => [sku, availability]))
  expect(offers.get('ORB-BLK')).toBe('https://schema.org/OutOfStock')
  expect([...offers.values()]).toContain('https://schema.org/InStock')
  expect(html).toContain(`<link rel="canonical" href="${stack.app}/p/orbit-clock"/>`)
})

/** A GET that carries a body, which fetch would not send. */
function getWithBody(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ slug: 'ridge-mug' })
    const headers = { 'content-type': 'application/json', 'content-length': body.length }
    httpRequest(`${stack.app}${path}`, { method: 'GET', headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
      .on('error', reject)
      .end(body)
  })
}
