import type { APIRequestContext } from '@playwright/test'
import { buyByScript, stack } from './support/stack'
import { MARKETER, productAt, publishWith, readPage, signInAs } from './support/studio'
import { expect, test } from './support/test'

test.slow()

const PATH = '/p/ridge-mug'
const priceOf = async (request: APIRequestContext, path: string) => (await request.get(path)).text()

test('a published headline and price are on every page at once, and go back as they came', async ({
  page,
  playwright,
}) => {
  await signInAs(page, MARKETER)
  const id = await productAt(page.request, PATH)
  const { published } = await readPage(page.request, id)
  const variants = published['variants'] as { price: number }[]
  const anyone = await playwright.request.newContext({ baseURL: stack.app })

  const change = {
    tagline: 'Thrown again this morning',
    variants: variants.map((variant) => ({ ...variant, price: 4_321 })),
  }
  const { liveAfterMs } = await publishWith(page.request, id, change)
  expect(liveAfterMs).not.toBeNull()
  for (const path of [PATH, '/c/kitchen']) {
    const html = await priceOf(anyone, path)
    expect(html, path).toContain('$43.21')
    expect(html, path).toContain('Thrown again this morning')
    const payload = await anyone.get(`${path}?_rsc`, { headers: { rsc: '1' } })
    expect(await payload.text(), path).toContain('Thrown again this morning')
  }
  await publishWith(page.request, id, { tagline: published['tagline'], variants })
  expect(await priceOf(anyone, PATH)).not.toContain('$43.21')
  await anyone.dispose()
})

test('a page that moved leads on from every address it had, for good', async ({ page }) => {
  await signInAs(page, MARKETER)
  const id = await productAt(page.request, PATH)
  await publishWith(page.request, id, { slug: 'ridge-cup' })
  await publishWith(page.request, id, { slug: 'ridge-beaker' })
  // In one step, from the moment that the studio says "live".
  for (const old of ['/p/ridge-mug', '/p/ridge-cup']) {
    const moved = await page.request.get(old, { maxRedirects: 0 })
    expect(`${moved.status()} ${moved.headers()['location']}`).toBe('308 /p/ridge-beaker')
  }
  expect((await page.request.get('/p/ridge-beaker')).status()).toBe(200)
  // What was asked for along with it comes too, once the proxy asks again where the page is.
  const deep = async () => {
    const answer = await page.request.get('/p/ridge-mug?variant=RDG-INK&utm_source=letter', {
      maxRedirects: 0,
    })
    return `${answer.status()} ${answer.headers()['location']}`
  }
  await expect
    .poll(deep, { timeout: 15_000 })
    .toMatch(/^308 .*\/p\/ridge-beaker\?variant=RDG-INK&utm_source=letter$/)
  await publishWith(page.request, id, { slug: 'ridge-mug' })
  expect((await page.request.get('/p/ridge-mug', { maxRedirects: 0 })).status()).toBe(200)
  expect((await page.request.get('/p/ridge-beaker', { maxRedirects: 0 })).status()).toBe(308)
})

test('a page says "out of stock" to search engines once its last unit is sold', async ({ request }) => {
  const sku = 'HAL-BRS'
  const path = '/p/halo-pendant'
  const offer = async () => {
    const html = await (await request.get(path)).text()
    return new RegExp(`"sku":"${sku}".*?"availability":"https://schema.org/(\\w+)"`).exec(html)?.[1]
  }
  expect(await offer()).toBe('InStock')
  const counts = await request.get(`/api/availability?sku=${sku}`)
  const { items } = (await counts.json()) as { items: { available: number }[] }
  const bought = await buyByScript({ request, sku, quantity: items[0]?.available ?? 0 })
  expect(bought.status).toBe(200)
  await expect.poll(offer, { timeout: 15_000 }).toBe('OutOfStock')
})
