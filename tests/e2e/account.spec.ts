import type { Page } from '@playwright/test'
import { LATE, withLateScripts } from './support/late-scripts'
import { buyByScript, stack } from './support/stack'
import { setRoles, signInByScript } from './support/people'
import { expect, test } from './support/test'

const ADMIN = 'admin@example.com'
const headers = { origin: stack.app }

async function signIn(page: Page, person: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: person }).click()
}

test('a guest keeps an order by signing in, and signing out ends what this browser may see', async ({
  page,
}) => {
  const { body } = await buyByScript({ request: page.request, sku: 'RDG-SND', quantity: 1 })
  const number: string = body.order.number
  await page.request.post('/api/cart/lines', { headers, data: { sku: 'RDG-INK', quantity: 2 } })
  const before = (await page.context().cookies()).find(({ name }) => name === 'shopper')?.value

  await page.goto(`/orders/${number}`)
  await expect(page.getByRole('heading', { name: 'Keep this order in an account' })).toBeVisible()
  await signIn(page, /Continue as Sam/)
  await page.waitForURL(`**/orders/${number}`)
  await expect(page.getByRole('heading', { name: 'Your order has been placed' })).toBeVisible()
  const after = (await page.context().cookies()).find(({ name }) => name === 'shopper')?.value
  expect(after).not.toBe(before)
  const cart = await (await page.request.get('/api/cart')).json()
  expect(cart.lines.find(({ sku }: { sku: string }) => sku === 'RDG-INK')).toMatchObject({
    quantity: 2,
    held: 2,
  })

  await page.goto('/account')
  await expect(page.getByRole('link', { name: new RegExp(number) })).toBeVisible()
  await page.request.delete('/api/cart/lines/RDG-INK', { headers })
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByText('Those of this browser')).toBeVisible()
  expect((await page.context().cookies()).some(({ name }) => name === 'shopper')).toBe(false)
  expect((await page.request.get(`/api/orders/${number}`)).status()).toBe(404)
})

test('Sign in, pressed before any JavaScript has arrived, leads to the auth server all the same', async ({
  page,
  context,
}) => {
  const scripts = await withLateScripts(context)
  await page.goto('/account', { waitUntil: 'commit' })
  const button = page.getByRole('button', { name: 'Sign in', exact: true })
  await button.click()
  await expect(button).toHaveAttribute('aria-busy', 'true')
  scripts.release()
  await expect(page.getByRole('button', { name: /Continue as Ada/ })).toBeVisible(LATE)
})

test('signing out ends the session in every copy of its cookie, in shop, studio and warehouse', async ({
  page,
  playwright,
}) => {
  await page.goto('/account')
  await signIn(page, /Continue as Ada/)
  await page.waitForURL('**/account')
  const { cookies, origins } = await page.context().storageState()
  const copy = await playwright.request.newContext({
    baseURL: stack.app,
    storageState: { cookies, origins },
  })
  const reads = ['/api/account/addresses', '/api/studio/products', '/api/fulfillment/board'] as const
  for (const path of reads) expect((await copy.get(path)).status(), path).toBe(200)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByText('Those of this browser')).toBeVisible()
  // The warehouse, another application, hears of it by the bus.
  for (const path of reads) await expect.poll(async () => (await copy.get(path)).status()).toBe(401)
  expect(await (await copy.get('/api/auth/session')).text()).toMatch(/^(\{\}|null)$/)
  expect(await (await copy.get('/studio')).text()).toContain('Sign in to edit')
  expect(await (await copy.get('/account')).text()).toContain('Those of this browser')
  await copy.dispose()
})

test('Sign out everywhere ends every session of the account, and the browser shows it', async ({
  page,
  playwright,
}) => {
  const phone = await playwright.request.newContext({ baseURL: stack.app })
  await signInByScript(phone, ADMIN)
  await page.goto('/account')
  await signIn(page, /Continue as Ada/)
  await page.waitForURL('**/account')
  expect((await phone.get('/api/account/addresses')).status()).toBe(200)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByText('Those of this browser')).toBeVisible()
  const left = (await page.context().cookies()).map(({ name }) => name)
  for (const name of ['next-auth.session-token', 'shopper', 'has_session']) expect(left).not.toContain(name)
  expect((await phone.get('/api/account/addresses')).status()).toBe(401)
  await phone.dispose()
})

test('a link opens the order on another device; only an account with its address keeps it there', async ({
  page,
  browser,
}) => {
  const email = 'shopper@example.com'
  const { body } = await buyByScript({ request: page.request, sku: 'RDG-SND', quantity: 1, email })
  const number: string = body.order.number
  await page.goto(`/orders/${number}`)
  await page.getByRole('button', { name: 'Copy a link to this order' }).click()
  await expect(page.getByText(/anyone with the link sees/)).toBeVisible()
  const { url } = await (await page.request.post(`/api/orders/${number}/link`, { headers })).json()

  const other = await (await browser.newContext({ baseURL: stack.app })).newPage()
  await other.goto(url)
  await expect(other.getByText('Ridge Mug')).toBeVisible()
  await signIn(other, /Continue as Mara/)
  await expect(other.getByText(/another email address than this order/)).toBeVisible()
  await expect(other.getByRole('button', { name: 'Keep it in my account' })).toHaveCount(0)
  const token = String(url).split('/').at(-1)
  const refused = await other.request.post(`/api/orders/shared/${token}/claim`, { headers })
  expect([refused.status(), (await refused.json()).code]).toEqual([403, 'not_allowed'])
  expect((await other.request.post(`/api/orders/${number}/cancel`, { headers })).status()).toBe(404)
  expect((await other.request.get(`/api/orders/${number}`)).status()).toBe(404)
  const altered = `${token?.slice(0, -2)}AA`
  expect((await other.request.get(`/api/orders/shared/${altered}`)).status()).toBe(404)
  await other.context().close()

  const phone = await (await browser.newContext({ baseURL: stack.app })).newPage()
  await phone.goto(url)
  await expect(phone.getByText(number)).toBeVisible()
  for (const personal of [email, '1 Main St', 'Portland']) {
    expect(await phone.content()).not.toContain(personal)
  }
  await signIn(phone, /Continue as Sam/)
  await phone.getByRole('button', { name: 'Keep it in my account' }).click()
  await phone.waitForURL(`**/orders/${number}`)
  await expect(phone.getByText('1 Main St')).toBeVisible()
  await phone.goto('/account')
  await expect(phone.getByRole('link', { name: new RegExp(number) })).toBeVisible()
  await phone.context().close()
})

test('addresses: add, make default, edit, remove; checkout fills the default in and offers the others', async ({
  page,
}) => {
  await page.goto('/account/addresses')
  await signIn(page, /Continue as Ada/)
  await page.waitForURL('**/account/addresses')
  for (const { id } of (await (await page.request.get('/api/account/addresses')).json()).addresses)
    await page.request.delete(`/api/account/addresses/${id}`, { headers })
  await page.reload()

  const add = async (line1: string) => {
    await page.getByRole('button', { name: 'Add an address' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('Full name')).toBeFocused()
    await page.getByLabel('Full name').fill('Ada Lovelace')
    await page.getByLabel('Address', { exact: true }).fill(line1)
    await page.getByLabel('City').fill('Portland')
    await page.getByLabel('State').fill('OR')
    await page.getByLabel('ZIP code').fill('97201')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: line1 })).toBeVisible()
  }
  await add('1 First St')
  await add('2 Second St')
  const card = (line1: string) => page.getByRole('listitem').filter({ hasText: line1 })
  await expect(card('1 First St')).toContainText('Default')
  await card('2 Second St')
    .getByRole('button', { name: /Make default/ })
    .click()
  await expect(card('2 Second St')).toContainText('Default')
  await card('1 First St').getByRole('button', { name: /Edit/ }).click()
  await page.getByLabel('Address', { exact: true }).fill('3 Third St')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(card('3 Third St')).toBeVisible()

  await page.request.post('/api/cart/lines', { headers, data: { sku: 'RDG-SND', quantity: 1 } })
  await page.goto('/checkout')
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('2 Second St')
  await expect(page.getByLabel('Email')).toHaveValue(ADMIN)
  await page.getByLabel('Your addresses').selectOption({ label: 'Ada Lovelace, 3 Third St, Portland' })
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('3 Third St')
  await page.getByLabel('Your addresses').selectOption({ label: 'Another address' })
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('')
  await page.request.delete('/api/cart/lines/RDG-SND', { headers })

  await page.goto('/account/addresses')
  await card('2 Second St')
    .getByRole('button', { name: /Remove/ })
    .click()
  await expect(card('2 Second St')).toHaveCount(0)
  await expect(card('3 Third St')).toContainText('Default')

  // The keyboard is never left on something that has gone.
  await expect(page.getByRole('button', { name: 'Add an address' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Full name')).toBeFocused()
  await page.getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Add an address' })).toBeFocused()
  const edit = card('3 Third St').getByRole('button', { name: /Edit/ })
  await edit.press('Enter')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(edit).toBeFocused()
})

test('the auth server says who may write; whoever it says is out is signed out', async ({
  page,
  request,
}) => {
  await signInByScript(page.request, 'warehouse@example.com')
  const { body } = await buyByScript({ request, sku: 'RDG-SND', quantity: 1 })
  const board = async () => (await page.request.get('/api/fulfillment/board')).json()
  const shipment = async () =>
    (await board()).toPick.find((one: { orderNumber: string }) => one.orderNumber === body.order.number)
  await expect.poll(shipment).toBeTruthy()
  const { id, version } = await shipment()
  const pack = () =>
    page.request.post(`/api/fulfillment/shipments/${id}`, { headers, data: { action: 'pack', version } })
  await setRoles('warehouse@example.com', ['shopper'])
  try {
    // Looking is by the roles of sign-in, until a write has asked.
    expect((await page.request.get('/api/fulfillment/board')).status()).toBe(200)
    expect((await pack()).status()).toBe(403)
    expect((await page.request.get('/api/fulfillment/board')).status()).toBe(401)
  } finally {
    await setRoles('warehouse@example.com', ['shopper', 'warehouse'])
  }
  expect((await pack()).status()).toBe(401)
  await signInByScript(page.request, 'warehouse@example.com')
  expect((await pack()).status()).toBe(200)
})
