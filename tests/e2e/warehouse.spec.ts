import type { Page } from '@playwright/test'
import { buyByScript, stack } from './support/stack'
import { expect, test } from './support/test'

async function signIn(page: Page, person: RegExp): Promise<void> {
  await page.goto('/warehouse')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: person }).click()
  await page.waitForURL('**/warehouse')
}

const setRoles = (email: string, roles: string[]) =>
  fetch(`${stack.oidc}/_local/people/${email}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ roles }),
  })

test('a worker packs and ships; the order says so', async ({ page, request }) => {
  const { body } = await buyByScript({ request, sku: 'RDG-INK', quantity: 2 })
  const number: string = body.order.number
  await signIn(page, /Continue as Wanda/)
  const card = page.getByRole('listitem', { name: `Order ${number}` })
  await expect(card).toContainText('Ridge Mug')

  // As a scanner does it: type the number, Enter, and the card has the focus.
  await page.getByLabel('Find an order').fill(number)
  await page.keyboard.press('Enter')
  await expect(card.getByRole('button', { name: 'Mark packed' })).toBeFocused()
  await page.keyboard.press('Enter')
  const packed = page
    .getByRole('region', { name: 'Packed' })
    .getByRole('listitem', { name: `Order ${number}` })
  await packed.getByRole('button', { name: 'Mark shipped' }).click()
  await expect(packed).toContainText('Which tracking number?')
  await packed.getByLabel('Tracking number').fill('1Z999AA10123456784')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Shipped' })).toContainText(number)

  const shipment = async () => (await (await request.get(`/api/orders/${number}`)).json()).shipment
  await expect.poll(async () => (await shipment()).status).toBe('shipped')
  expect(await shipment()).toMatchObject({ carrier: 'UPS', trackingNumber: '1Z999AA10123456784' })
})

test('the board is for those who work there', async ({ page }) => {
  await signIn(page, /Continue as Sam/)
  await expect(page.getByRole('heading', { name: 'Not for this account' })).toBeVisible()
  expect((await page.request.get('/api/fulfillment/board')).status()).toBe(403)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
})

test('a role revoked at the auth server stops the very next write', async ({ page, request }) => {
  const { body } = await buyByScript({ request, sku: 'RDG-INK', quantity: 1 })
  await signIn(page, /Continue as Wanda/)
  const card = page.getByRole('listitem', { name: `Order ${body.order.number}` })
  await expect(card).toBeVisible()
  await setRoles('warehouse@example.com', ['shopper'])
  try {
    await card.getByRole('button', { name: 'Mark packed' }).click()
    await expect(page.getByText('Your account may no longer do this.')).toBeVisible()
    await expect(page.getByRole('region', { name: 'To pick' })).toContainText(body.order.number)
  } finally {
    await setRoles('warehouse@example.com', ['shopper', 'warehouse'])
  }
})
