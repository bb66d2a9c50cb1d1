import { stack } from './support/stack'
import { expect, test } from './support/test'

/** Where `npm run e2e:split` has the warehouse, a deployment of its own. */
const warehouse = process.env['WAREHOUSE_URL']

test('the warehouse stands by itself: it signs people in, and knows nothing of the shop', async ({
  page,
  request,
}) => {
  await page.goto(`${warehouse}/warehouse`)
  // Styled as in the shop: a build that misses the classes of its components would show a bare button.
  await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCSS('min-height', '52px')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: /Continue as Wanda/ }).click()
  await page.waitForURL(`${warehouse}/warehouse`)
  await expect(page.getByRole('region', { name: 'To pick' })).toBeVisible()
  expect((await request.get(`${warehouse}/api/health`)).status()).toBe(200)
  for (const path of [
    '/p/ridge-mug',
    '/cart',
    '/api/cart',
    '/api/availability?sku=RDG-SND',
    '/api/checkout/quote',
  ])
    expect((await request.get(`${warehouse}${path}`)).status(), path).toBe(404)
})

test('through the shop its pages come from there, with its own scripts', async ({ page }) => {
  const scripts: string[] = []
  page.on('request', (asked) => {
    if (asked.resourceType() === 'script') scripts.push(new URL(asked.url()).pathname)
  })
  const answer = await page.goto(`${stack.app}/warehouse`)
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  expect(answer?.headers()['content-security-policy']).toMatch(/script-src 'self' 'nonce-/)
  expect(scripts.length).toBeGreaterThan(0)
  for (const script of scripts) expect(script).toMatch(/^\/fulfillment-static\//)
})
