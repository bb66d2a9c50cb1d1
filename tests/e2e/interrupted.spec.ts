import type { Page } from '@playwright/test'
import { addToCart, BANK_CHECK, expectPlaced, fillCheckout, PAID, payWith } from './support/checkout'
import { signInByScript } from './support/people'
import { stack } from './support/stack'
import { productAt, publishWith, readPage } from './support/studio'
import { expect, test } from './support/test'

const MUG = '/p/ridge-mug?variant=RDG-PSM'

const bank = (page: Page) => page.frameLocator('iframe[src*="3ds"]')
const askedByBank = (page: Page) =>
  expect(bank(page).getByRole('button', { name: 'Complete authentication' })).toBeVisible()
const confirm = (page: Page) => bank(page).getByRole('button', { name: 'Complete authentication' }).click()

/** What this shopper has bought, by the shop's own word. */
async function ordersOf(page: Page): Promise<string[]> {
  const { orders } = (await (await page.request.get('/api/orders')).json()) as {
    orders: { number: string }[]
  }
  return orders.map(({ number }) => number)
}

async function readyToPay(page: Page, address = MUG): Promise<void> {
  await addToCart(page, address)
  await fillCheckout(page)
}

test('the answer to Pay Now is lost: the page asks, and the order is there once', async ({
  page,
  complaints,
}) => {
  await readyToPay(page)
  await page.route('**/api/checkout', async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  await payWith(page, PAID)
  const number = await expectPlaced(page)
  expect(await ordersOf(page)).toEqual([number])
  forgive(complaints, /ERR_CONNECTION_RESET/)
})

test('Pay Now never arrives: that is said, everything typed is there, and it pays once', async ({
  page,
  complaints,
}) => {
  // The page asks for up to 20 s whether the order is there after all, longer on a busy machine.
  test.setTimeout(150_000)
  await readyToPay(page)
  await page.route('**/api/checkout', (route) => route.abort('connectionfailed'), { times: 1 })
  await payWith(page, PAID)
  await expect(page.getByText('Your payment did not reach us')).toBeVisible({ timeout: 90_000 })
  await expect(page.getByLabel('Full name')).toHaveValue('Ada Lovelace')
  await page.getByRole('button', { name: /^Pay Now/ }).click()
  const number = await expectPlaced(page)
  expect(await ordersOf(page)).toEqual([number])
  forgive(complaints, /ERR_CONNECTION_FAILED/)
})

test('the network goes while the payment is confirmed: the page waits, and tells when it is back', async ({
  page,
  context,
  complaints,
}) => {
  await readyToPay(page)
  await page.route('**/api/checkout', async (route) => {
    await route.fetch()
    await context.setOffline(true)
    await route.abort('internetdisconnected')
  })
  await payWith(page, PAID)
  await expect(page.getByText('Confirming your payment')).toBeVisible()
  await context.setOffline(false)
  const number = await expectPlaced(page)
  expect(await ordersOf(page)).toEqual([number])
  forgive(complaints, /ERR_INTERNET_DISCONNECTED/)
})

test('a reload at the bank’s question leads back to it', async ({ page }) => {
  await readyToPay(page)
  await payWith(page, BANK_CHECK)
  await askedByBank(page)
  await page.reload()
  await expect(page.getByText('Your bank asks you to confirm this payment')).toBeVisible()
  await page.getByRole('button', { name: 'Continue to your bank' }).click()
  await confirm(page)
  await expectPlaced(page)
})

test('the back button: after the order there is nothing left to pay, before it everything is as it was', async ({
  page,
}) => {
  await readyToPay(page)
  await payWith(page, BANK_CHECK)
  await askedByBank(page)
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'Ridge Mug' })).toBeVisible()
  await page.goForward()
  await page.getByRole('button', { name: 'Continue to your bank' }).click()
  await confirm(page)
  await expectPlaced(page)
  await page.goto('/checkout')
  const [number] = await ordersOf(page)
  await expect(page.getByRole('main')).toContainText(`Your last order is ${number}.`)
  expect(await ordersOf(page)).toHaveLength(1)
})

test('a second tab pays while the first one is at the bank: one order, and both tabs say so', async ({
  page,
  context,
}) => {
  await readyToPay(page)
  await payWith(page, BANK_CHECK)
  await askedByBank(page)
  const second = await context.newPage()
  await second.goto('/')
  await second.getByRole('button', { name: /^Cart/ }).click()
  await fillCheckout(second)
  await payWith(second, PAID)
  const number = await expectPlaced(second)
  await confirm(page)
  expect(await expectPlaced(page)).toBe(number)
  expect(await ordersOf(page)).toEqual([number])
})

test('a closed tab: the cart is kept, and another tab pays for the same order', async ({ page, context }) => {
  await readyToPay(page)
  await payWith(page, BANK_CHECK)
  await askedByBank(page)
  await page.close()
  const again = await context.newPage()
  await again.goto('/')
  await again.getByRole('button', { name: /^Cart/ }).click()
  await fillCheckout(again)
  await payWith(again, PAID)
  const number = await expectPlaced(again)
  expect(await ordersOf(again)).toEqual([number])
})

test('a tab closed right after Pay Now: the order is there, the cart is empty', async ({ page, context }) => {
  await readyToPay(page)
  const sent = page.waitForRequest((request) => request.url().endsWith('/api/checkout'))
  await payWith(page, PAID)
  await sent
  // Long enough for the request to leave; the answer finds nobody.
  await page.waitForTimeout(50)
  await page.close()
  const again = await context.newPage()
  await again.goto('/')
  await expect.poll(() => ordersOf(again), { timeout: 15_000 }).toHaveLength(1)
  await again.reload()
  await expect(again.getByRole('button', { name: 'Cart, empty' })).toBeVisible()
})

test('the price changes before Pay Now: both are said, nothing is charged, the new one pays', async ({
  page,
  playwright,
}) => {
  const marketer = await playwright.request.newContext({ baseURL: stack.app })
  await signInByScript(marketer, 'marketer@example.com')
  const id = await productAt(marketer, '/p/fold-kettle')
  const { published } = await readPage(marketer, id)
  const variants = published['variants'] as { price: number }[]
  await readyToPay(page, '/p/fold-kettle')
  const before = await page.getByRole('button', { name: /^Pay Now/ }).textContent()
  try {
    await publishWith(marketer, id, {
      variants: variants.map((variant) => ({ ...variant, price: variant.price + 1_100 })),
    })
    await payWith(page, PAID)
    await expect(page.getByText('The total has changed')).toBeVisible()
    await expect(
      page.getByText(/^It was \$[\d.]+ and is now \$[\d.]+\. Nothing was charged\.$/),
    ).toBeVisible()
    await expect(page.getByRole('button', { name: /^Pay Now/ })).not.toHaveText(before ?? '')
    expect(await ordersOf(page)).toEqual([])
    await page.getByRole('button', { name: /^Pay Now/ }).click()
    await expectPlaced(page)
  } finally {
    await publishWith(marketer, id, { variants })
    await marketer.dispose()
  }
})

test('stock is corrected before Pay Now: what is left is said, and can be bought', async ({
  page,
  playwright,
}) => {
  const sku = 'FLD-BLK'
  const marketer = await playwright.request.newContext({ baseURL: stack.app })
  await signInByScript(marketer, 'marketer@example.com')
  const setStock = async (onHand: number) => {
    const id = await productAt(marketer, '/p/fold-kettle')
    const { rows } = (await (await marketer.get(`/api/studio/products/${id}/stock`)).json()) as {
      rows: { sku: string; version: number; onHand: number }[]
    }
    const row = rows.find((one) => one.sku === sku)
    const answer = await marketer.post(`/api/studio/stock/${sku}`, {
      headers: { origin: stack.app },
      data: { editId: crypto.randomUUID(), onHand, version: row?.version, reason: 'counted again' },
    })
    expect(answer.status()).toBe(200)
    return row?.onHand ?? 0
  }
  await addToCart(page, `/p/fold-kettle?variant=${sku}`)
  await page
    .getByRole('dialog', { name: 'Your cart' })
    .getByRole('button', { name: /^One more/ })
    .click()
  await fillCheckout(page)
  const before = await setStock(1)
  try {
    await payWith(page, PAID)
    await expect(page.getByText(/^Only 1 of Fold Kettle.* left\. You have 2 in your cart\.$/)).toBeVisible()
    expect(await ordersOf(page)).toEqual([])
  } finally {
    await setStock(before)
    await marketer.dispose()
  }
})

test('the session has ended: that is said in plain words, and nothing is charged', async ({
  page,
  context,
}) => {
  await readyToPay(page)
  await context.clearCookies()
  await payWith(page, PAID)
  await expect(page.getByText('What was in your cart is not here any more')).toBeVisible()
  await expect(page.getByText(/Nothing was charged\.$/)).toBeVisible()
  expect(await ordersOf(page)).toEqual([])
})

/** What a browser says by itself of a broken connection. */
function forgive(complaints: string[], broken: RegExp): void {
  const others = complaints.filter((text) => !broken.test(text))
  complaints.splice(0, complaints.length, ...others)
}
