import { NextRequest } from 'next/server'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { POST as expireTags } from '@/app/api/jobs/expire-tags/route'
import { POST as pay } from '@/app/api/checkout/route'
import { GET as quote } from '@/app/api/checkout/quote/route'
import { POST as fulfillmentEvents } from '@/app/api/fulfillment/events/route'
import { GET as signInAtShop } from '@/app/api/auth/[...nextauth]/route'
import { GET as signInAtWarehouse } from '@/fulfillment/app/api/auth/[...nextauth]/route'
import { GET as search } from '@/app/api/search/route'
import { boundedForm } from '@/lib/http/bounded-form'
import { changeLine } from '@/lib/cart'
import { serverConfig } from '@/lib/config/shop/server'
import { AppError } from '@/lib/core/errors'
import { shopDb } from '@/lib/infra/db/shop'
import { sign } from '@/local/qstash/delivery'
import { ADDRESS } from '../support/address'
import { checkoutRequest } from '../support/buyer'
import { givenStock, newShopper, request, seedCatalog } from '../support/fixtures'
import { paidOrder } from '../support/paid-order'

// What a handler leaves for after its answer needs Next's own request scope.
vi.mock('next/server', async (original) => ({ ...(await original<object>()), after: () => undefined }))

const SKU = 'RDG-SND'

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 100)
})

async function shopper() {
  const { shopper, cookie } = await newShopper()
  await changeLine({ change: 'add', shopper, sku: SKU, quantity: 1 })
  return { cookie, wanted: await checkoutRequest(shopper.customerId) }
}
const refusal = async (answer: Response) => {
  const { code, detail, errors } = (await answer.json()) as {
    code: string
    detail: string
    errors: { path: string; message: string }[]
  }
  return { status: answer.status, code, detail, errors }
}

describe('text from outside', () => {
  test.each([
    ['NUL', 'A\u0000da'],
    ['an escape', 'Ada\u001b[31m'],
    ['half of a character', 'Ada\ud83d'],
    ['a line break', 'Ada\nGift for the driver'],
    ['a line separator', 'Ada\u2028Lovelace'],
  ])('%s in the name of an address is refused by its path, before anything is stored', async (_, name) => {
    const { cookie, wanted } = await shopper()
    const before = await shopDb().order.count()
    const body = { ...wanted, shippingAddress: { ...ADDRESS, name } }
    const answer = await refusal(await pay(request('/api/checkout', { body, cookie })))
    expect(answer).toMatchObject({
      status: 422,
      code: 'invalid_input',
      detail: 'Please check shippingAddress.name.',
      errors: [{ path: 'shippingAddress.name' }],
    })
    expect(await shopDb().order.count()).toBe(before)
  })

  test('names of any script pass', async () => {
    const { cookie, wanted } = await shopper()
    const body = { ...wanted, shippingAddress: { ...ADDRESS, name: '李小龍 مرحبا Żółć 👩‍👩‍👧' } }
    expect((await pay(request('/api/checkout', { body, cookie }))).status).toBe(200)
  })

  test('a control character in a query is refused by its name', async () => {
    expect(await refusal(await search(request('/api/search?q=%00mug')))).toMatchObject({
      status: 422,
      errors: [{ path: 'q' }],
    })
  })

  test('a message of the bus with a control character is refused, and parked in the end', async () => {
    const event = { id: crypto.randomUUID(), customerId: crypto.randomUUID(), payload: paidOrder() }
    event.payload.shippingAddress.name = 'A\u0000da'
    const body = JSON.stringify(event)
    const { QSTASH_CURRENT_SIGNING_KEY, APP_URL } = serverConfig()
    const url = `${APP_URL}/api/fulfillment/events`
    const signature = sign(QSTASH_CURRENT_SIGNING_KEY, url, Buffer.from(body), Date.now())
    const headers = { 'upstash-signature': signature }
    const answer = await refusal(
      await fulfillmentEvents(request('/api/fulfillment/events', { body, headers })),
    )
    expect(answer).toMatchObject({ status: 422, errors: [{ path: 'payload.shippingAddress.name' }] })
  })
})

test('a job with a control character in its message is refused by its path, and does nothing', async () => {
  const headers = { authorization: `Bearer ${serverConfig().CRON_SECRET}` }
  const body = { tags: ['product:a\u0000b'], paths: [] }
  expect(await refusal(await expireTags(request('/api/jobs/expire-tags', { body, headers })))).toMatchObject({
    status: 422,
    errors: [{ path: 'tags' }],
  })
})

describe('email addresses', () => {
  test.each([
    [' ada@example.com ', 'ada@example.com', 'ada@example.com'],
    ['ada@münchen.de', 'ada@münchen.de', 'ada@xn--mnchen-3ya.de'],
  ])('%j is stored as %s, and the warehouse hears %s', async (typed, stored, sent) => {
    const { cookie, wanted } = await shopper()
    const body = { ...wanted, email: typed }
    expect((await pay(request('/api/checkout', { body, cookie }))).status).toBe(200)
    const order = await shopDb().order.findFirstOrThrow({ where: { checkoutKey: wanted.checkoutKey } })
    expect(order.email).toBe(stored)
    const event = await shopDb().outboxEvent.findFirstOrThrow({ where: { customerId: order.customerId } })
    expect(event.payload).toMatchObject({ email: sent })
  })

  test('what is none is refused by its path', async () => {
    const { cookie, wanted } = await shopper()
    const answer = await refusal(
      await pay(request('/api/checkout', { body: { ...wanted, email: 'ada' }, cookie })),
    )
    expect(answer.errors).toEqual([
      { path: 'email', message: 'Enter an email address, like name@example.com.' },
    ])
  })
})

test('a country that the shop does not ship to is named in the refusal of a quote', async () => {
  const answer = await refusal(await quote(request('/api/checkout/quote?country=AQ')))
  expect(answer).toMatchObject({
    status: 422,
    detail: 'Please check country.',
    errors: [{ path: 'country', message: 'We do not ship to this country.' }],
  })
})

describe('what next-auth may read', () => {
  const URL = 'http://localhost:3000/api/auth/signin/oidc'
  const FORM = 'application/x-www-form-urlencoded'
  const sent = (body: BodyInit, type: string) =>
    new NextRequest(URL, { method: 'POST', body, headers: { 'content-type': type }, duplex: 'half' })
  const read = async (body: BodyInit, type = FORM) => (await boundedForm(sent(body, type))).text()

  test('a form and JSON of strings pass as a form', async () => {
    expect(await read('csrfToken=a&callbackUrl=%2Fstudio')).toBe('csrfToken=a&callbackUrl=%2Fstudio')
    expect(await read('{"csrfToken":"a","json":"true"}', 'application/json')).toBe('csrfToken=a&json=true')
    expect(await read('a=b', 'text/plain')).toBe('')
  })

  test.each([
    ['broken JSON', '{"callbackUrl":', 'application/json'],
    ['a callbackUrl that is no text', '{"callbackUrl":{"a":1}}', 'application/json'],
    ['a list', '["a"]', 'application/json'],
    ['a control character', 'callbackUrl=%00', FORM],
    ['a field twice', 'callbackUrl=%2Fa&callbackUrl=%2Fb', FORM],
  ])('%s is refused', async (_, body, type) => {
    await expect(read(body, type)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test.each([
    ['bytes of another encoding', Buffer.from('name=Zoë', 'latin1'), FORM],
    ['the same, percent-encoded', 'name=Zo%EB', FORM],
    ['another charset', 'name=Zoe', `${FORM}; charset=iso-8859-1`],
  ])('%s: refused', async (_, body, type) => {
    await expect(read(body, type)).rejects.toMatchObject({ code: 'not_utf8' })
  })

  test('a body without end is read no further than 16 KB', async () => {
    let pulled = 0
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(4_096).fill(97))
      },
    })
    const error: unknown = await read(endless).catch((thrown: unknown) => thrown)
    expect(error instanceof AppError && error.code).toBe('body_too_large')
    expect(pulled).toBeLessThan(10)
  })

  describe.each([
    ['the shop', signInAtShop],
    ['the warehouse', signInAtWarehouse],
  ])('a way back that is no address, at %s', (_, handler) => {
    const ask = (query: string, cookie = '') =>
      handler(new NextRequest(`http://localhost:3000/api/auth/session${query}`, { headers: { cookie } }), {
        params: Promise.resolve({ nextauth: ['session'] }),
      })

    test.each(['nonsense', 'javascript%3Aalert(1)', '%2F%2F%3A'])(
      '%s in the query is refused',
      async (value) => {
        expect(await refusal(await ask(`?callbackUrl=${value}`))).toMatchObject({ status: 422 })
      },
    )

    test('in the cookie is refused, and the cookie is taken away', async () => {
      const answer = await ask('', 'next-auth.callback-url=nonsense')
      expect(answer.status).toBe(422)
      expect(answer.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^next-auth\.callback-url=;.*Max-Age=0/),
      ])
    })
  })
})
