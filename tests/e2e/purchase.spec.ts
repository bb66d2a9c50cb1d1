import {
  addToCart,
  BANK_CHECK,
  DECLINED,
  expectPlaced,
  fillCheckout,
  PAID,
  payWith,
} from './support/checkout'
import { stack } from './support/stack'
import { expect, test } from './support/test'

test('browse, add, pay, and the warehouse ships it', async ({ page, browser }) => {
  await addToCart(page, '/p/ridge-mug?variant=RDG-PSM')
  await fillCheckout(page)
  await payWith(page, PAID)
  const number = await expectPlaced(page)

  const worker = await browser.newPage()
  await worker.goto(`${stack.app}/warehouse`)
  await worker.getByRole('button', { name: 'Sign in' }).click()
  await worker.getByRole('button', { name: /Continue as Wanda/ }).click()
  const card = worker.getByRole('listitem', { name: `Order ${number}` })
  await card.getByRole('button', { name: 'Mark packed' }).click()
  await card.getByLabel('Tracking number').fill('1Z999AA10123456784')
  await card.getByRole('button', { name: 'Mark shipped' }).click()
  await expect(worker.getByRole('region', { name: 'Shipped' })).toContainText(number)
  await worker.close()

  // Nobody reloads: the page asks by itself.
  await expect(page.getByText('1Z999AA10123456784')).toBeVisible({ timeout: 15_000 })
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Cart, empty' })).toBeVisible()
})

test('a declined card keeps everything; another one pays', async ({ page }) => {
  await addToCart(page, '/p/ridge-mug?variant=RDG-PSM')
  await fillCheckout(page)
  await payWith(page, DECLINED)
  await expect(page.getByText(/not enough money on this card/).first()).toBeVisible()
  await expect(page.getByLabel('Full name')).toHaveValue('Ada Lovelace')
  await payWith(page, PAID)
  await expectPlaced(page)
})

test('3-D Secure: the bank asks, the shopper confirms', async ({ page }) => {
  await addToCart(page, '/p/ridge-mug?variant=RDG-PSM')
  await fillCheckout(page)
  await payWith(page, BANK_CHECK)
  const challenge = page.frameLocator('iframe[src*="3ds"]')
  await challenge.getByRole('button', { name: 'Complete authentication' }).click()
  await expectPlaced(page)
})

test('3-D Secure refused: nothing is charged, another card pays', async ({ page }) => {
  await addToCart(page, '/p/ridge-mug?variant=RDG-PSM')
  await fillCheckout(page)
  await payWith(page, BANK_CHECK)
  await page.frameLocator('iframe[src*="3ds"]').getByRole('button', { name: 'Fail authentication' }).click()
  await expect(page.getByText(/could not confirm that it was you/).first()).toBeVisible()
  await payWith(page, PAID)
  await expectPlaced(page)
})

test('the last unit: two carts cannot both have it, and the buyer gets it', async ({ page, browser }) => {
  await addToCart(page, '/p/dune-vase?variant=DUN-INK')
  const late = await (await browser.newContext()).newPage()
  await late.goto(`${stack.app}/p/dune-vase?variant=DUN-INK`)
  await expect(late.getByTestId('live-line')).toContainText('in other carts')
  await fillCheckout(page)
  await payWith(page, PAID)
  await expectPlaced(page)
  await expect(late.getByTestId('live-line')).toHaveText('Sold out', { timeout: 8_000 })
  await late.close()
})

test('the address is checked beside its fields before anybody is asked for money', async ({ page }) => {
  await addToCart(page, '/p/ridge-mug?variant=RDG-PSM')
  await page.getByRole('link', { name: 'Check out' }).click()
  await page.getByLabel('Email').fill('not an address')
  const pay = page.getByRole('button', { name: /^Pay Now/ })
  await expect(pay).not.toHaveAttribute('aria-busy', 'true')
  await pay.click()
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Full name')).toHaveAttribute('aria-invalid', 'true')
})
