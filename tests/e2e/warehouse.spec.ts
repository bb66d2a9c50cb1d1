import type { Page } from '@playwright/test'
import { buyByScript, stack } from './support/stack'
import { setRoles } from './support/people'
import { expect, test } from './support/test'

const TABLET = { width: 1024, height: 768 }
const TRACKING = '1Z999AA10123456784'

async function signIn(page: Page, person: RegExp): Promise<void> {
  await page.goto('/warehouse')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: person }).click()
  await page.waitForURL('**/warehouse')
}

const column = (page: Page, name: string) => page.getByRole('region', { name })
const cardIn = (page: Page, region: string, number: string) =>
  column(page, region).getByRole('listitem', { name: `Order ${number}` })

/** As a scanner does it: types and presses Enter. */
async function scan(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

test('a worker packs and ships; the order says so, live', async ({ page, request, context }) => {
  const { body } = await buyByScript({ request, sku: 'RDG-INK', quantity: 2 })
  const number: string = body.order.number
  const { cookies } = await request.storageState()
  const buyer = await context.browser()!.newPage({ storageState: { cookies, origins: [] } })
  await buyer.goto(`${stack.app}/orders/${number}`)
  await expect(buyer.getByRole('heading', { name: 'Your order has been placed' })).toBeVisible()
  await signIn(page, /Continue as Wanda/)

  await page.getByLabel('Find an order').fill(number)
  await page.keyboard.press('Enter')
  await expect(cardIn(page, 'To pick', number).getByRole('button', { name: 'Mark packed' })).toBeFocused()
  await page.keyboard.press('Enter')
  const packed = cardIn(page, 'Packed', number)
  await packed.getByRole('button', { name: 'Mark shipped' }).click()
  await expect(packed).toContainText('Which tracking number?')
  await expect(buyer.getByRole('heading', { name: 'Your order is packed' })).toBeVisible()
  await packed.getByLabel('Tracking number').fill(TRACKING)
  await page.keyboard.press('Enter')
  await expect(column(page, 'Shipped')).toContainText(number)
  await expect(buyer.getByRole('heading', { name: 'Your order is on its way' })).toBeVisible()
  await expect(buyer.getByText(`UPS ${TRACKING}`)).toBeVisible()
  await buyer.close()

  const answer = await (await request.get(`/api/orders/${number}`)).json()
  expect(answer.shipment).toMatchObject({ carrier: 'UPS', trackingNumber: TRACKING, parcels: [{}] })
})

test.describe('on a tablet', () => {
  test.use({ viewport: TABLET })

  test('ten orders are picked, packed and shipped by keyboard and scanner alone', async ({
    page,
    request,
  }) => {
    test.slow()
    const numbers: string[] = []
    for (let order = 0; order < 10; order++) {
      const { body } = await buyByScript({ request, sku: 'RDG-SND', quantity: 1 })
      numbers.push(body.order.number)
    }
    await signIn(page, /Continue as Wanda/)
    await expect(cardIn(page, 'To pick', numbers[9]!)).toBeVisible()
    await page.getByRole('link', { name: 'Pick list' }).press('Enter')
    await page.getByLabel('Oldest orders at once').selectOption('100')
    await page.getByRole('button', { name: 'Start a batch' }).press('Enter')
    await expect(page.getByRole('row', { name: /RDG-SND/ })).toBeVisible()
    await page.getByRole('link', { name: 'Back to the board' }).press('Enter')
    await expect(cardIn(page, 'To pick', numbers[9]!)).toBeVisible()

    await page.getByLabel('Find an order').focus()
    for (const number of numbers) {
      await scan(page, number)
      await expect(cardIn(page, 'To pick', number).getByRole('button', { name: 'Mark packed' })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('status').filter({ hasText: `${number} is packed.` })).toBeVisible()
      await expect(page.getByLabel('Find an order')).toBeFocused()
    }
    for (const [index, number] of numbers.entries()) {
      await scan(page, number)
      await expect(cardIn(page, 'Packed', number).getByLabel('Tracking number')).toBeFocused()
      await scan(page, `${TRACKING}-${index}`)
      await expect(page.getByRole('status').filter({ hasText: `${number} is on its way.` })).toBeVisible()
      await expect(page.getByLabel('Find an order')).toBeFocused()
    }
    for (const number of numbers) await expect(cardIn(page, 'Shipped', number)).toBeVisible()
    const last = async () => (await (await request.get(`/api/orders/${numbers[9]}`)).json()).shipment.status
    await expect.poll(last).toBe('shipped')
  })

  test('a search narrows the board to what matches, and the next scan shows everything again', async ({
    page,
    request,
  }) => {
    const first = (await buyByScript({ request, sku: 'RDG-INK', quantity: 1 })).body.order.number
    const second = (await buyByScript({ request, sku: 'RDG-SND', quantity: 1 })).body.order.number
    await signIn(page, /Continue as Wanda/)
    await page.getByLabel('Find an order').focus()
    await scan(page, 'rdg-ink')
    await expect(page.getByText('Only what matches rdg-ink')).toBeVisible()
    await expect(cardIn(page, 'To pick', first)).toBeVisible()
    await expect(cardIn(page, 'To pick', second)).toBeHidden()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect(cardIn(page, 'To pick', second)).toBeVisible()
    await page.getByLabel('Find an order').focus()
    await scan(page, 'ZZZZ-ZZZZ')
    await expect(page.getByText('No order has ZZZZ-ZZZZ in its number')).toBeVisible()
  })

  test('a part leaves first, the rest waits under "Needs attention"', async ({ page, request }) => {
    const { body } = await buyByScript({ request, sku: 'RDG-INK', quantity: 2 })
    const number: string = body.order.number
    await signIn(page, /Continue as Wanda/)
    await cardIn(page, 'To pick', number).getByRole('button', { name: 'Mark packed' }).click()
    const packed = cardIn(page, 'Packed', number)
    await packed.getByLabel('Only a part is in this parcel').check()
    await packed.getByLabel('RDG-INK, of 2').fill('3')
    await packed.getByLabel('Tracking number').fill('PART-0001')
    await packed.getByRole('button', { name: 'Mark shipped' }).click()
    await expect(packed).toContainText('0 to 2')
    await packed.getByLabel('RDG-INK, of 2').fill('1')
    await packed.getByRole('button', { name: 'Mark shipped' }).click()
    const rest = cardIn(page, 'Needs attention', number)
    await expect(rest).toContainText('Part has left')
    await expect(rest).toContainText('1 left')
    await rest.getByRole('button', { name: 'History' }).click()
    const history = page.getByRole('dialog', { name: `History of ${number}` })
    await expect(history).toContainText('Wanda Warehouse shipped a parcel PART-0001')
    await page.keyboard.press('Escape')
    await rest.getByLabel('Tracking number').fill('REST-0001')
    await rest.getByRole('button', { name: 'Mark shipped' }).click()
    await expect(cardIn(page, 'Shipped', number)).toContainText('REST-0001')
  })

  test('a shelf once said is on the list and on the card; the slip says who gets what', async ({
    page,
    request,
  }) => {
    const { body } = await buyByScript({ request, sku: 'RDG-INK', quantity: 1 })
    await signIn(page, /Continue as Wanda/)
    await page.getByRole('link', { name: 'Pick list' }).click()
    await page.getByLabel('Oldest orders at once').selectOption('100')
    await page.getByRole('button', { name: 'Start a batch' }).click()
    const shelf = page.getByLabel('Shelf of RDG-INK')
    await shelf.fill('c07')
    await shelf.press('Enter')
    await expect(shelf).toHaveValue('C07')
    await page.getByRole('link', { name: 'Back to the board' }).click()
    const card = cardIn(page, 'To pick', body.order.number)
    await expect(card).toContainText('C07')
    await card.getByRole('link', { name: 'Packing slip' }).click()
    const slip = page.getByRole('article')
    await expect(slip).toContainText(body.order.number)
    await expect(slip).toContainText('Ridge Mug')
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  })
})

test('an order given up by its buyer is kept back, refunded, and put back on its shelf', async ({
  page,
  request,
  context,
}) => {
  const { body } = await buyByScript({ request, sku: 'RDG-INK', quantity: 1 })
  const number: string = body.order.number
  await signIn(page, /Continue as Wanda/)
  await cardIn(page, 'To pick', number).getByRole('button', { name: 'Mark packed' }).click()
  await expect(cardIn(page, 'Packed', number)).toBeVisible()

  const { cookies } = await request.storageState()
  const buyer = await context.browser()!.newPage({ storageState: { cookies, origins: [] } })
  await buyer.goto(`${stack.app}/orders/${number}`)
  await buyer.getByRole('button', { name: 'Cancel this order' }).click()
  await buyer.getByRole('button', { name: 'Cancel the order' }).click()
  await expect(buyer.getByRole('heading', { name: 'This order was canceled and refunded' })).toBeVisible()
  await buyer.close()

  const card = cardIn(page, 'Needs attention', number)
  await expect(card).toContainText('Put it back on its shelf')
  await card.getByRole('button', { name: 'It is back' }).click()
  await expect(card).toBeHidden()
})

test('what can’t be sent is refunded, and its buyer is told', async ({ page, request }) => {
  const { body } = await buyByScript({ request, sku: 'RDG-INK', quantity: 1 })
  const number: string = body.order.number
  await signIn(page, /Continue as Wanda/)
  await cardIn(page, 'To pick', number).getByRole('button', { name: 'Can’t be sent' }).click()
  const dialog = page.getByRole('dialog', { name: `${number} can’t be sent` })
  await dialog.getByLabel('It is damaged').check()
  await dialog.getByRole('button', { name: 'Cancel and refund' }).click()
  await expect(cardIn(page, 'To pick', number)).toBeHidden()
  const order = async () => await (await request.get(`/api/orders/${number}`)).json()
  await expect.poll(async () => (await order()).refunded).toBe(true)
  expect((await order()).shipment.status).toBe('canceled')
})

test('a message that nobody understands is on the board with its error, and replays say why not', async ({
  page,
}) => {
  const events = `${process.env['WAREHOUSE_URL'] ?? stack.app}/api/fulfillment/events`
  const publish = await fetch(`${stack.qstash.url}/v2/publish/${events}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stack.qstash.token}`,
      'content-type': 'application/json',
      'upstash-retries': '0',
      'upstash-failure-callback': events,
    },
    body: JSON.stringify({ id: crypto.randomUUID(), payload: { type: 'order.paid.v9' } }),
  })
  expect(publish.ok).toBe(true)
  await signIn(page, /Continue as Wanda/)
  const letter = page.getByRole('listitem', { name: 'Undelivered message' }).last()
  await expect(letter).toContainText('422')
  await letter.getByText('The message').click()
  await expect(letter).toContainText('order.paid.v9')
  await letter.getByRole('button', { name: 'Replay' }).click()
  await expect(page.getByText('This message still cannot be read. Its sender must correct it.')).toBeVisible()
  await expect(letter).toBeVisible()
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
  // Whoever the auth server says is out looks at nothing any more.
  expect((await page.request.get('/api/fulfillment/board')).status()).toBe(401)
})
