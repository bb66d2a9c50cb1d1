import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { signInByScript } from './support/people'
import { buyByScript, stack } from './support/stack'
import { expect, test } from './support/test'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** As the page stands, in light and in dark: colors are on their way for a moment, and the card form's follow the page's. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect.poll(() => seriousFaults(page), `in ${colorScheme}`).toEqual([])
  }
}

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)
}

for (const path of [
  '/',
  '/c/vessels',
  '/p/ridge-mug',
  '/p/orbit-clock?variant=ORB-BLK',
  '/search?q=table',
  '/search?q=xyzzy',
  '/cart',
  '/account',
  '/warehouse',
]) {
  test(`${path} has nothing that shuts anyone out`, async ({ page }) => {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    await expectAccessible(page)
  })
}

test('nor has what a buyer sees: cart, checkout, its errors, the order', async ({ page }) => {
  await page.goto('/p/ridge-mug')
  await page.getByRole('button', { name: 'Add to cart' }).first().click()
  await expect(page.getByRole('dialog', { name: 'Your cart' })).toContainText('Held for you')
  await expectAccessible(page)
  await page.goto('/cart')
  await expect(page.getByText('Held for you')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/checkout')
  const pay = page.getByRole('button', { name: /^Pay Now/ })
  await expect(pay).not.toHaveAttribute('aria-busy', 'true')
  await expectAccessible(page)
  await pay.click()
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  const { body } = await buyByScript({ request: page.request, sku: 'RDG-SND', quantity: 1 })
  await page.goto(`/orders/${body.order.number}`)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Cancel this order' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
})

test('nor has what someone with an account sees: orders, addresses, a shared order', async ({ page }) => {
  await signInByScript(page.request, 'admin@example.com')
  const { body } = await buyByScript({ request: page.request, sku: 'RDG-SND', quantity: 1 })
  await page.goto('/account')
  await expect(page.getByRole('link', { name: new RegExp(body.order.number) })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/account/addresses')
  await page.getByRole('button', { name: 'Add an address' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Full name')).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  const shared = await page.request.post(`/api/orders/${body.order.number}/link`, {
    headers: { origin: stack.app },
  })
  await page.goto((await shared.json()).url)
  await expect(page.getByText(body.order.number)).toBeVisible()
  await expectAccessible(page)
})

test('the keyboard alone buys: skip link, variant, add, check out', async ({ page }) => {
  await page.goto('/p/ridge-mug')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.getByRole('radio', { name: 'Sand' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Ink' })).toBeChecked()
  await page.getByRole('button', { name: 'Add to cart' }).first().focus()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Your cart' })
  await expect(drawer).toContainText('Ink')
  await drawer.getByRole('link', { name: 'Check out' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/checkout')
})
