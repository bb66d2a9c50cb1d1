import path from 'node:path'
import { askForUnknown, filesOf, isKeptShortly, keysOf } from '../support/unknown-addresses'
import { stack } from './support/stack'
import { MARKETER, productAt, publishNew, readPage, signInAs } from './support/studio'
import { expect, test } from './support/test'

const BUILD = path.join(path.dirname(process.env['STACK_FILE'] ?? '.local/stack.json'), 'next')

test('300 addresses without a page leave nothing in the build folder or in Redis, and are kept for seconds', async () => {
  const word = `never-${Date.now()}`
  const [files, keys] = [await filesOf(BUILD), await keysOf(stack.redis)]
  for (const { path, status, cacheControl } of await askForUnknown(stack.app, word, 300)) {
    expect(status, path).toBe(404)
    expect(isKeptShortly(cacheControl), `${path}: ${cacheControl}`).toBe(true)
  }
  const written = [...(await filesOf(BUILD)).keys()].filter((file) => !files.has(file))
  expect(written.filter((file) => file.includes(word) || /\.rsc\.|products-\d{4}/.test(file))).toEqual([])
  const added = [...(await keysOf(stack.redis))].filter((key) => !keys.has(key))
  expect(added.filter((key) => key.includes(word))).toEqual([])
  // Other tests' pages may be made again at any time, which is a handful.
  expect(written.length).toBeLessThan(60)
})

test('an address is kept under one spelling', async ({ request }) => {
  const answer = await request.get('/p/%61rc-table-lamp?utm_source=x', { maxRedirects: 0 })
  expect(answer.status()).toBe(308)
  expect(answer.headers()['location']).toMatch(/\/p\/arc-table-lamp\?utm_source=x$/)
  expect((await request.get('/p/%61rc-table-lamp')).status()).toBe(200)
})

test('a product is there at once at an address that was asked for before', async ({ page, playwright }) => {
  test.slow()
  await signInAs(page, MARKETER)
  const anyone = await playwright.request.newContext({ baseURL: stack.app })
  const model = await readPage(page.request, await productAt(page.request, '/p/dune-vase'))
  const slug = `asked-before-${Date.now()}`
  for (let visit = 1; visit <= 3; visit++)
    expect((await anyone.get(`/p/${slug}`)).status(), `visit ${visit}`).toBe(404)
  await publishNew(page.request, model, slug)
  for (const headers of [{}, { rsc: '1' }]) {
    const answer = await anyone.get(`/p/${slug}`, { headers })
    expect(answer.status()).toBe(200)
    expect(await answer.text()).toContain('Asked for before')
  }
  await anyone.dispose()
})
