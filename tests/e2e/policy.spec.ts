import type { BrowserContext, Page } from '@playwright/test'
import { addToCart, expectPlaced, fillCheckout, PAID, payWith } from './support/checkout'
import { signInByScript } from './support/people'
import { buyByScript, stack } from './support/stack'
import { productAt } from './support/studio'
import { expect, test } from './support/test'

/** What the browser's own audits say of speed is no fault: a cookie that is read, a photograph that waits for its turn. */
const ABOUT_SPEED = ['PerformanceIssue', 'LazyLoadImageIssue']

/** Adds what the developer tools list as issues: refused by a policy, deprecated, mixed content, a cookie that was blocked. */
async function collectIssues(context: BrowserContext, page: Page, complaints: string[]): Promise<void> {
  const session = await context.newCDPSession(page)
  session.on('Audits.issueAdded', ({ issue: { code, details } }) => {
    if (!ABOUT_SPEED.includes(code)) complaints.push(`${code}: ${JSON.stringify(details)}`)
  })
  await session.send('Audits.enable')
}

/** The page's scripts have run: its first questions have been answered. */
const alive = (page: Page) => page.waitForLoadState('networkidle')

test.describe('nothing is refused by a policy, logged, or listed as an issue [F11]', () => {
  test.beforeEach(({ context, page, complaints }) => collectIssues(context, page, complaints))

  test('from the home page to the placed order', async ({ page }) => {
    for (const path of ['/', '/c/lighting', '/search?q=lamp']) {
      await page.goto(path)
      await alive(page)
    }
    await addToCart(page, '/p/ridge-mug?variant=RDG-PSM')
    await page.goto('/cart')
    await fillCheckout(page)
    await payWith(page, PAID)
    await expectPlaced(page)
  })

  test('in an account', async ({ page }) => {
    await signInByScript(page.request, 'shopper@example.com')
    for (const path of ['/account', '/account/addresses']) {
      await page.goto(path)
      await alive(page)
    }
  })

  test('in the studio: the list, an editor with its preview, its history', async ({ page }) => {
    await signInByScript(page.request, 'marketer@example.com')
    const editor = `/studio/product/${await productAt(page.request, '/p/ridge-mug')}`
    await page.goto('/studio')
    await alive(page)
    await page.goto(editor)
    await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible()
    await page.goto(`${editor}/history`)
    await alive(page)
    await page.goto('/studio/home')
    await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible()
  })

  test('in the warehouse: the board, the pick list', async ({ page }) => {
    await buyByScript({ request: page.request, sku: 'RDG-SND', quantity: 1 })
    await signInByScript(page.request, 'warehouse@example.com')
    for (const path of ['/warehouse', '/warehouse/pick-list']) {
      await page.goto(path)
      await alive(page)
    }
  })
})

/** Takes what is expected out of the complaints. */
const takeOut = (complaints: string[]) => complaints.splice(0, complaints.length)

test('a page that only tries to compile code, and catches the refusal, is found out [F11]', async ({
  page,
  complaints,
}) => {
  await page.goto('/')
  // Later, by a script of the page: what a test itself evaluates may compile code.
  await page.addScriptTag({ content: "setTimeout(() => { try { new Function('') } catch {} })" })
  await expect.poll(() => complaints).toHaveLength(1)
  expect(takeOut(complaints)[0]).toContain('refused eval')
})

test('an injected script does not run in checkout, and is found out [F11]', async ({ page, complaints }) => {
  await addToCart(page, '/p/ridge-mug')
  await page.goto('/checkout')
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="document.title = \'stolen\'">')
  })
  // The browser's own words on the console, and those of our listener.
  await expect.poll(() => complaints).toHaveLength(2)
  for (const complaint of takeOut(complaints)) expect(complaint).toMatch(/Content.Security.Policy/)
  await expect(page).not.toHaveTitle('stolen')
  await page.request.delete('/api/cart/lines/RDG-SND', { headers: { origin: stack.app } })
})
