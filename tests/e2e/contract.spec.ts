import { expect, test } from '@playwright/test'
import { buyByScript, newCardToken, stack } from './support/stack'

// The HTTP contract, as a script without a browser uses it.

test('a purchase by script: cart, quote, pay, order', async ({ request }) => {
  const bought = await buyByScript({ request, sku: 'RDG-SND', quantity: 1 })
  expect(bought.status).toBe(200)
  expect(bought.body).toMatchObject({ status: 'paid', order: { number: expect.stringMatching(/^F51-/) } })

  const order = await request.get(`/api/orders/${bought.body.order.number}`)
  expect(order.status()).toBe(200)
  expect(await order.json()).toMatchObject({ status: 'paid', total: bought.body.order.total })
  expect((await (await request.get('/api/orders')).json()).orders).toHaveLength(1)
})

test('someone else’s order is not there', async ({ request, playwright, baseURL }) => {
  const bought = await buyByScript({ request, sku: 'RDG-SND', quantity: 1 })
  const stranger = await playwright.request.newContext({ baseURL: baseURL ?? '' })
  expect((await stranger.get(`/api/orders/${bought.body.order.number}`)).status()).toBe(404)
  await stranger.dispose()
})

test('availability: known SKUs only, cacheable for a second, revalidated by ETag', async ({ request }) => {
  const answer = await request.get('/api/availability?sku=RDG-INK&sku=NO-SUCH')
  expect(answer.status()).toBe(200)
  expect(answer.headers()['cache-control']).toContain('s-maxage=1')
  expect(answer.headers()['set-cookie']).toBeUndefined()
  const { items } = await answer.json()
  expect(items).toMatchObject([{ sku: 'RDG-INK', state: 'in_stock' }])
  const etag = answer.headers()['etag'] ?? ''
  expect(
    (
      await request.get('/api/availability?sku=RDG-INK&sku=NO-SUCH', { headers: { 'if-none-match': etag } })
    ).status(),
  ).toBe(304)
})

test('refusals are problems with a code', async ({ request }) => {
  const origin = { origin: stack.app }
  const post = (headers: Record<string, string>, data: unknown) =>
    request.post('/api/cart/lines', { headers, data })
  const line = { sku: 'RDG-SND', quantity: 1 }

  const foreign = await post({ origin: 'https://elsewhere.example' }, line)
  expect([foreign.status(), (await foreign.json()).code]).toEqual([403, 'foreign_origin'])
  expect(foreign.headers()['content-type']).toContain('application/problem+json')
  expect(foreign.headers()['set-cookie']).toBeUndefined()

  const unknown = await post(origin, { sku: 'NO-SUCH', quantity: 1 })
  expect([unknown.status(), (await unknown.json()).code]).toEqual([404, 'unknown_sku'])

  const wrong = await post(origin, { sku: 'RDG-SND', quantity: 0.5 })
  expect([wrong.status(), (await wrong.json()).errors[0].path]).toEqual([422, 'quantity'])

  const text = await request.post('/api/cart/lines', {
    headers: { ...origin, 'content-type': 'text/plain' },
    data: 'x',
  })
  expect(text.status()).toBe(415)
  const large = await post(origin, { ...line, note: 'x'.repeat(20_000) })
  expect(large.status()).toBe(413)
})

test('machines prove who they are', async ({ request }) => {
  expect((await request.post('/api/webhooks/stripe', { data: '{}' })).status()).toBe(400)
  expect((await request.post('/api/fulfillment/events', { data: '{}' })).status()).toBe(401)
  expect((await request.post('/api/shop/events', { data: '{}' })).status()).toBe(401)
  for (const job of [
    'advance-orders',
    'relay-outbox',
    'expire-carts',
    'reconcile-inventory',
    'refresh-pages',
  ]) {
    expect((await request.post(`/api/jobs/${job}`)).status(), job).toBe(401)
    const bearer = { authorization: `Bearer ${stack.cronSecret}` }
    expect((await request.post(`/api/jobs/${job}`, { headers: bearer })).status(), job).toBe(200)
  }
})

test('health names its parts', async ({ request }) => {
  expect(await (await request.get('/api/health')).json()).toEqual({
    status: 'up',
    parts: { postgres: 'up', redis: 'up' },
  })
})

test('a declined card by script', async ({ request }) => {
  const bought = await buyByScript({
    request,

    sku: 'RDG-SND',
    quantity: 1,
    token: await newCardToken('pm_card_visa_chargeDeclined'),
  })
  expect([bought.status, bought.body.code]).toEqual([402, 'payment_declined'])
})
