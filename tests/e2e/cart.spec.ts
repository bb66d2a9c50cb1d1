import { chromium, type Page } from '@playwright/test'
import { findBrowser } from '../support/browser'
import { LATE, withLateScripts } from './support/late-scripts'
import { stack } from './support/stack'
import { expect, test } from './support/test'

const drawer = (page: Page) => page.getByRole('dialog', { name: 'Your cart' })
const addButton = (page: Page) => page.getByRole('button', { name: 'Add to cart' }).first()
const badge = (page: Page, words: string) => page.getByRole('button', { name: words })

test('Add to cart, pressed before any JavaScript has arrived, is shown as under way and done once', async ({
  page,
  context,
}) => {
  const scripts = await withLateScripts(context)
  const adds: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/cart/lines'))
      adds.push(request.postData() ?? '')
  })
  await page.goto('/p/arc-table-lamp?variant=ARC-BLK', { waitUntil: 'commit' })
  await addButton(page).click()
  await expect(addButton(page)).toHaveAttribute('aria-busy', 'true')
  expect(adds).toEqual([])
  scripts.release()
  await expect(drawer(page)).toContainText('Black', LATE)
  await expect(addButton(page)).not.toHaveAttribute('aria-busy')
  expect(adds.map((body) => JSON.parse(body))).toEqual([{ sku: 'ARC-BLK', quantity: 1 }])
})

test('a variant chosen before any JavaScript has arrived is the one that is bought', async ({
  page,
  context,
}) => {
  const scripts = await withLateScripts(context)
  await page.goto('/p/arc-table-lamp', { waitUntil: 'commit' })
  await page.getByText('Black', { exact: true }).click()
  await expect(page.getByRole('radio', { name: 'Black' })).toBeChecked()
  await addButton(page).click()
  scripts.release()
  await expect(drawer(page)).toContainText('Black', LATE)
  await expect(page.getByRole('radio', { name: 'Black', includeHidden: true })).toBeChecked()
})

test('the cart button, pressed too early, opens the cart', async ({ page, context }) => {
  const scripts = await withLateScripts(context)
  await page.goto('/', { waitUntil: 'commit' })
  await badge(page, 'Cart, empty').click()
  scripts.release()
  await expect(drawer(page)).toContainText('Nothing in here yet.', LATE)
})

test('two tabs of one shopper stay in step', async ({ context }) => {
  const [one, two] = await Promise.all([context.newPage(), context.newPage()])
  await one.goto('/p/ridge-mug')
  await two.goto('/p/halo-pendant')
  await addButton(one).click()
  await expect(drawer(one)).toContainText('Ridge Mug')
  await expect(badge(two, 'Cart, 1 item')).toBeVisible()

  await badge(two, 'Cart, 1 item').click()
  await drawer(two)
    .getByRole('button', { name: /^One more/ })
    .click()
  await expect(drawer(one).getByRole('status').filter({ hasText: /^2$/ })).toBeVisible()
  await drawer(one)
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect(drawer(two)).toContainText('Nothing in here yet.')
  await drawer(one).getByRole('button', { name: 'Undo' }).click()
  await expect(drawer(two)).toContainText('Ridge Mug')
})

test('a change shows at once, and goes back with a reason when the shop refuses', async ({ page }) => {
  await page.goto('/p/ridge-mug')
  await addButton(page).click()
  const quantity = drawer(page).getByRole('group', { name: /^Quantity/ })
  await expect(quantity).toContainText('1')

  let answer = () => {}
  const answered = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/api/cart/lines/*', async (route) => {
    await answered
    await route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      json: { code: 'insufficient_stock', detail: 'Only 1 left.', available: 1 },
    })
  })
  await quantity.getByRole('button', { name: /^One more/ }).click()
  await expect(quantity).toContainText('2')
  await expect(badge(page, 'Cart, 2 items')).toBeAttached()
  answer()
  await expect(drawer(page)).toContainText('Only 1 left.')
  await expect(quantity).toContainText('1')
})

test('a cart that no longer exists is an empty one, and fills again', async ({ page, context }) => {
  await page.goto('/p/ridge-mug')
  await addButton(page).click()
  await expect(drawer(page)).toContainText('Ridge Mug')
  const cookies = await context.cookies()
  const ours = cookies.find(({ name }) => name.includes('shopper'))
  if (!ours) throw new Error(`no shopper among ${cookies.map(({ name }) => name).join(', ')}`)
  // Of someone whom the shop has never met: a database that was restored, a cookie from another deployment.
  const [, secret] = ours.value.split('.')
  await context.addCookies([{ ...ours, value: `${crypto.randomUUID()}.${secret}` }])
  await page.reload()
  await expect(badge(page, 'Cart, empty')).toBeVisible()
  await addButton(page).click()
  await expect(drawer(page)).toContainText('Ridge Mug')
  await page.goto('/cart')
  await expect(page.getByRole('list', { name: 'In your cart' })).toContainText('Ridge Mug')
})

test('where scrollbars take room, the drawer still stands at the edge and the page does not move', async () => {
  const { executablePath, args } = await findBrowser()
  const browser = await chromium.launch({
    executablePath,
    args,
    ignoreDefaultArgs: ['--hide-scrollbars'],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${stack.app}/p/ridge-mug`)
  await expect(page.getByTestId('live-line')).toContainText('available')
  expect(await page.evaluate(() => innerWidth - document.documentElement.clientWidth)).toBeGreaterThan(0)
  const heading = page.getByRole('heading', { level: 1 })
  const before = await heading.boundingBox()
  await badge(page, 'Cart, empty').click()
  await expect
    .poll(async () => {
      const box = await drawer(page).boundingBox()
      return box && box.x + box.width
    })
    .toBe(1440)
  expect(await heading.boundingBox()).toEqual(before)
  await page.keyboard.press('Escape')
  expect(await heading.boundingBox()).toEqual(before)
  await browser.close()
})
