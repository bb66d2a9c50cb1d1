import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { APIResponse } from '@playwright/test'
import { stack } from './support/stack'
import { cookiesOf, discardDraft, makeLink, MARKETER, productAt, saveDraft, signInAs } from './support/studio'
import { expect, test } from './support/test'

const PATH = '/p/arc-table-lamp'
const LOG = path.join(path.dirname(process.env['STACK_FILE'] ?? '.local/stack.json'), 'shop.log')
/** Next's own, by which it knows draft mode; its value is the key to have any page made again. */
const NEXTS_COOKIE = '__prerender_bypass'

// Signing in, and a draft's page, which is rendered for each request, take their time on a busy machine.
test.slow()

test('a draft is seen by its marketer on the real page, and by nobody else', async ({ page, playwright }) => {
  await signInAs(page, MARKETER)
  const id = await productAt(page.request, PATH)
  const canary = `Canary ${crypto.randomUUID()}`
  await saveDraft(page.request, id, { tagline: canary })

  const polls: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/availability') && request.url().includes('ARC-'))
      polls.push(request.url())
  })
  await page.goto(`/api/studio/preview?kind=product&id=${id}`)
  await expect(page).toHaveURL(new RegExp(`${PATH}$`))
  await expect(page.getByText(canary).first()).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Preview' })).toContainText('Not public')
  await expect(page.getByRole('button', { name: 'Add to cart' }).first()).toBeDisabled()
  // A public page asks for its counts as soon as it is alive, as this one is.
  await page.getByText('Black', { exact: true }).click()
  await expect(page).toHaveURL(/variant=ARC-BLK/)
  expect(polls).toEqual([])

  const answer = await page.request.get(PATH)
  expect(await answer.text()).toContain(canary)
  expect(answer.headers()['cache-control']).toMatch(/private.*no-store/)
  expect(answer.headers()['x-robots-tag']).toContain('noindex')
  expect(answer.headers()['x-frame-options']).toBe('SAMEORIGIN')
  expect(answer.headers()['content-security-policy']).toContain("frame-ancestors 'self'")

  // Fifty reads of anyone's, after a draft view: as a document, as the router's payload, with made-up and with stolen cookies.
  const held = await cookiesOf(page.context())
  expect(held.has(NEXTS_COOKIE)).toBe(false)
  const madeUp = `${NEXTS_COOKIE}=made-up`
  // A marketer's, which counts only beside the session.
  const stolen = `preview=${held.get('preview')}`
  const anyone = await playwright.request.newContext({ baseURL: stack.app })
  // What is shown: the router's own scripts are cut elsewhere when the same page is rendered again.
  const shown = async (answer: APIResponse) =>
    (await answer.text()).replaceAll(/<script[^>]*>[\s\S]*?<\/script>/g, '')
  const clean = await shown(await anyone.get(PATH))
  const paths = [PATH, '/', '/c/lighting', '/p/ridge-mug', '/p/orbit-clock']
  const guises: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { cookie: madeUp },
    { cookie: madeUp, rsc: '1' },
    { cookie: stolen },
    { cookie: stolen, rsc: '1' },
    { cookie: `${madeUp}; ${stolen}` },
    { cookie: `${madeUp}; preview=a.zzzzzz.AAAAAAAAAAAAAAAAAAAAAA` },
    { 'x-prerender-revalidate': held.get('preview') ?? '' },
  ]
  let read = 0
  for (const path of paths) {
    for (const headers of guises) {
      const text = await (await anyone.get(path, { headers })).text()
      expect(text, `${path} ${JSON.stringify(headers)}`).not.toContain(canary)
      read += 1
    }
  }
  expect(read).toBe(50)
  const forged = await anyone.get(PATH, { headers: { cookie: `${madeUp}; preview=made-up` } })
  expect(await shown(forged)).toBe(clean)
  expect(forged.headers()['x-robots-tag']).toBeUndefined()
  expect(await shown(await anyone.get(PATH))).toBe(clean)
  await anyone.dispose()

  await page.getByRole('button', { name: 'Exit preview' }).click()
  await expect(page.getByRole('complementary', { name: 'Preview' })).toHaveCount(0)
  await expect(page.getByText(canary)).toHaveCount(0)
  await discardDraft(page.request, id)
})

test('the page follows the draft while one types, where one has scrolled to', async ({ page }) => {
  await signInAs(page, MARKETER)
  const id = await productAt(page.request, PATH)
  await saveDraft(page.request, id, { tagline: 'First words' })
  await page.goto(`/api/studio/preview?kind=product&id=${id}`)
  await expect(page.getByText('First words').first()).toBeVisible()
  await page.evaluate(() => scrollTo(0, 300))

  const version = await saveDraft(page.request, id, { tagline: 'Second words' })
  // Told again until it shows it, as the studio does: the words are there before the page listens.
  await expect(async () => {
    await page.evaluate(
      (saved) => postMessage({ type: 'draft-saved', version: saved }, location.origin),
      version,
    )
    await expect(page.getByText('Second words').first()).toBeAttached({ timeout: 4_000 })
  }).toPass({ timeout: 40_000 })
  expect(await page.evaluate(() => scrollY)).toBe(300)
  await discardDraft(page.request, id)
})

test('a link gives no key: what its browser holds changes no page of anybody else', async ({
  page,
  browser,
  playwright,
}) => {
  await signInAs(page, MARKETER)
  const id = await productAt(page.request, PATH)
  await saveDraft(page.request, id, { tagline: 'Only for holders' })
  const { url } = (await (await makeLink(page.request, id)).json()) as { url: string }
  const holder = await browser.newContext({ baseURL: stack.app })
  const opened = await holder.request.get(url, { maxRedirects: 0 })
  expect(opened.headers()['set-cookie']).toMatch(/^preview=/)
  expect(opened.headers()['set-cookie']).not.toContain(NEXTS_COOKIE)
  const seen = await (await holder.request.get(PATH)).text()
  expect(seen).toContain('Only for holders')
  const held = await cookiesOf(holder)
  expect([...held.keys()]).toEqual(['preview'])

  const anyone = await playwright.request.newContext({ baseURL: stack.app })
  const paths = ['/', PATH, '/c/lighting', '/p/slate-clock', '/checkout', '/studio']
  const read = async (path: string) => {
    const answer = await anyone.get(path)
    return {
      status: answer.status(),
      policy: answer.headers()['content-security-policy'],
      text: await answer.text(),
    }
  }
  const publicPaths = paths.slice(0, 4)
  const before = await Promise.all(publicPaths.map(read))
  const nonce = 'x'.repeat(700)
  const cookie = [...held].map(([name, value]) => `${name}=${value}`).join('; ')
  for (const key of [...held.values(), 'guessed', '']) {
    for (const path of paths) {
      const forged = {
        'x-prerender-revalidate': key,
        'content-security-policy': `script-src 'nonce-${nonce}'`,
        'x-nonce': nonce,
      }
      for (const headers of [
        forged,
        { ...forged, cookie },
        { ...forged, cookie: `${NEXTS_COOKIE}=${key}` },
      ]) {
        const answer = await anyone.get(path, { headers })
        expect(answer.headers()['content-security-policy'], path).toBeTruthy()
        expect(answer.headers()['content-security-policy'], path).not.toContain(nonce)
        expect(await answer.text(), path).not.toContain(nonce)
      }
    }
  }
  expect(await Promise.all(publicPaths.map(read))).toEqual(before)
  for (const path of ['/checkout', '/studio']) expect((await read(path)).policy).toContain("'nonce-")
  await anyone.dispose()
  await holder.close()
  await discardDraft(page.request, id)
})

test('a preview goes on while one follows links, and ends where it is left', async ({ page, browser }) => {
  await signInAs(page, MARKETER)
  const id = await productAt(page.request, PATH)
  await saveDraft(page.request, id, { tagline: 'Words to come' })
  const { url } = (await (await makeLink(page.request, id)).json()) as { url: string }
  const colleague = await browser.newContext({ baseURL: stack.app })
  const seen = await colleague.newPage()
  const logged = readFileSync(LOG, 'utf8').length
  const banner = seen.getByRole('complementary', { name: 'Preview' })
  await seen.goto(url)
  await seen.getByRole('link', { name: 'Lighting' }).first().click()
  await expect(seen).toHaveURL(/\/c\/lighting$/)
  await expect(banner).toContainText('not of this page')
  // The product stands there as everyone sees it, and its page as its draft has it.
  await seen.locator(`main a[href="${PATH}"]`).first().click()
  await expect(seen).toHaveURL(new RegExp(`${PATH}$`))
  await expect(seen.getByText('Words to come').first()).toBeVisible()
  await seen.getByRole('link', { name: 'Fiftyone' }).first().click()
  await expect(banner).toContainText('not of this page')
  await seen.goto('/search?q=lamp')
  await expect(banner).toHaveCount(0)
  expect((await colleague.request.get('/p/never-made')).status()).toBe(404)
  await seen.goto(PATH)
  await seen.getByRole('button', { name: 'Exit preview' }).click()
  await expect(banner).toHaveCount(0)
  await expect(seen.getByText('Words to come')).toHaveCount(0)
  expect((await cookiesOf(colleague)).has('preview')).toBe(false)
  expect(readFileSync(LOG, 'utf8').slice(logged)).not.toContain('Route "/preview')
  await colleague.close()
  await discardDraft(page.request, id)
})

test('a link shows a colleague one draft; another page, and a link that was altered, show none', async ({
  page,
  browser,
}) => {
  await signInAs(page, MARKETER)
  const id = await productAt(page.request, PATH)
  const other = await productAt(page.request, '/p/ridge-mug')
  await saveDraft(page.request, id, { tagline: 'For your eyes' })
  await saveDraft(page.request, other, { tagline: 'Not for your eyes' })
  const made = await makeLink(page.request, id)
  expect(made.status()).toBe(201)
  const { url, expiresAt } = (await made.json()) as { url: string; expiresAt: string }
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(23 * 3_600_000)

  const colleague = await browser.newContext({ baseURL: stack.app })
  const seen = await colleague.newPage()
  await seen.goto(url)
  await expect(seen).toHaveURL(new RegExp(`${PATH}$`))
  await expect(seen.getByText('For your eyes').first()).toBeVisible()
  await seen.goto('/p/ridge-mug')
  await expect(seen.getByRole('complementary', { name: 'Preview' })).toContainText('not of this page')
  await expect(seen.getByText('Not for your eyes')).toHaveCount(0)
  await colleague.close()

  const stranger = await browser.newContext({ baseURL: stack.app })
  const altered = await stranger.request.get(`${url.slice(0, -2)}xx`)
  expect(altered.status()).toBe(404)
  expect(altered.headers()['set-cookie']).toBeUndefined()
  expect(await altered.text()).toContain('This is no preview link')
  await stranger.close()
  await discardDraft(page.request, id)
  await discardDraft(page.request, other)
})

test('previews and links are for marketers to give', async ({ page, request }) => {
  const id = await productAt(request, PATH)
  expect((await request.get(`/api/studio/preview?kind=product&id=${id}`)).status()).toBe(401)
  expect((await makeLink(request, id)).status()).toBe(401)
  await signInAs(page, /Continue as Sam/)
  expect((await page.request.get(`/api/studio/preview?kind=product&id=${id}`)).status()).toBe(403)
  expect((await makeLink(page.request, id)).status()).toBe(403)
})
