import { expect, type Page } from '@playwright/test'

/** Cards of Stripe's test mode. */
export const PAID = '4242424242424242'
export const DECLINED = '4000000000009995'
export const BANK_CHECK = '4000002500003155'

export async function addToCart(page: Page, address: string): Promise<void> {
  await page.goto(address)
  // As fast as a shopper can be, and faster: the page need not be alive yet.
  await page.getByRole('button', { name: 'Add to cart' }).first().click()
  await expect(page.getByRole('dialog', { name: 'Your cart' })).toContainText('Held for you')
}

export async function fillCheckout(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Check out' }).click()
  await page.getByLabel('Email').fill('ada@example.com')
  await page.getByLabel('Full name').fill('Ada Lovelace')
  await page.getByLabel('Address', { exact: true }).fill('12 St James Square')
  await page.getByLabel('City').fill('Portland')
  await page.getByLabel('State').fill('OR')
  await page.getByLabel('ZIP code').fill('97201')
}

export async function payWith(page: Page, card: string): Promise<void> {
  const fields = page.frameLocator('iframe[src*="/element"]')
  await fields.getByLabel('Card number').fill(card)
  await fields.getByLabel('Expiration date').fill('12 / 34')
  await fields.getByLabel('Security code').fill('123')
  await page.getByRole('button', { name: /^Pay Now/ }).click()
}

export async function expectPlaced(page: Page): Promise<string> {
  await page.waitForURL('**/orders/F51-*', { timeout: 20_000 })
  await expect(page.getByRole('heading', { name: 'Your order has been placed' })).toBeVisible()
  return page.url().split('/').at(-1) ?? ''
}
