import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { buyByScript } from './support/stack'
import { expect, test } from './support/test'

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([])
}

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`in ${scheme}`, () => {
    // Contrast is measured on colors at rest: a transition caught midway would be read as a fault.
    test.use({ colorScheme: scheme, contextOptions: { reducedMotion: 'reduce' } })

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
    })
  })
}

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
