import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { addLine, signInShopper } from '@/lib/cart'
import { cancelOpenOrder } from '@/lib/checkout'
import { takeDelivery } from '@/lib/fulfillment'
import { findShopper, type Session, type Shopper } from '@/lib/identity'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { addAddress, makeOrderLink } from '@/lib/orders'
import { startLocalOidc } from '@/local/oidc'
import { startLocalQStash } from '@/local/qstash'
import {
  HANDLERS,
  type HandlerRow,
  PAGES,
  PEOPLE,
  SERVER_HANDLERS,
  type Things,
  type Who,
} from '../access/table'
import { ADDRESS } from '../support/address'
import { checkoutRequest, outcomeOf, press } from '../support/buyer'
import { givenStock, newShopper, request, seedCatalog } from '../support/fixtures'
import { signedInAt } from '../support/sign-in'

// What a handler leaves for after its answer needs Next's own request scope.
vi.mock('next/server', async (original) => ({ ...(await original<object>()), after: () => undefined }))

const oidc = await startLocalOidc()
const bus = await startLocalQStash()
Object.assign(process.env, {
  OIDC_ISSUER: oidc.issuer,
  OIDC_CLIENT_ID: oidc.clientId,
  OIDC_CLIENT_SECRET: oidc.clientSecret,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
})
afterAll(() => Promise.all([oidc.close(), bus.close()]))

const SKU = 'RDG-SND'
const DEMO = {
  shopper: ['shopper@example.com', ['shopper']],
  otherShopper: ['second@example.com', ['shopper']],
  marketer: ['marketer@example.com', ['shopper', 'marketer']],
  warehouse: ['warehouse@example.com', ['shopper', 'warehouse']],
  admin: ['admin@example.com', ['shopper', 'marketer', 'warehouse', 'admin']],
} as const satisfies Partial<Record<Who, readonly [string, Session['roles']]>>

interface Someone {
  cookie: string
  shopper: Shopper | null
  session: Session | null
}
const people = {} as Record<Who, Someone>

const pairs = (cookies: readonly string[]) => cookies.map((line) => line.split(';', 1)[0]).join('; ')

/** Signs in as a browser would be afterwards: a session's cookie and a shopper's. */
async function signedIn(email: string, roles: Session['roles']): Promise<Someone> {
  const person = { issuer: oidc.issuer, subject: email, email, name: email }
  const { accountId, cookies } = await signInShopper({ person, shopper: null, endOpenOrder: cancelOpenOrder })
  // There are four demo people; the second shopper never asks for anything that would be introspected.
  const accessToken = email === 'second@example.com' ? 'none' : await signedInAt(oidc, email)
  const session: Session = { accountId, provider: 'oidc', email, name: email, roles: [...roles], accessToken }
  const token = await encode({ token: { ...session }, secret: process.env['NEXTAUTH_SECRET'] ?? '' })
  const cookie = `${pairs(cookies)}; next-auth.session-token=${token}`
  return { cookie, shopper: await findShopper(cookie), session }
}

async function buy(customerId: string, shopper: Shopper) {
  await addLine({ shopper, sku: SKU, quantity: 1 })
  const wanted = await checkoutRequest(customerId)
  expect(outcomeOf(await press(customerId, wanted))).toBe('paid')
  const order = await shopDb().order.findFirstOrThrow({ where: { checkoutKey: wanted.checkoutKey } })
  return { checkoutKey: wanted.checkoutKey, number: order.number }
}

async function newThings(): Promise<Things> {
  const owner = people.shopper.shopper!
  const { checkoutKey, number } = await buy(owner.customerId, owner)
  const [address] = await addAddress({ customerId: owner.customerId, address: ADDRESS, isDefault: false })
  const guest = (await newShopper()).shopper
  const guestOrder = await buy(guest.customerId, guest)
  const link = await makeOrderLink({ customerIds: [guest.customerId], number: guestOrder.number })
  const orderId = crypto.randomUUID()
  const event = {
    id: crypto.randomUUID(),
    customerId: guest.customerId,
    payload: {
      type: 'order.paid.v1',
      orderId,
      orderNumber: guestOrder.number,
      paidAt: new Date().toISOString(),
      email: 'ada@example.com',
      shippingMethod: 'standard',
      shippingAddress: ADDRESS,
      lines: [{ sku: SKU, name: 'Ridge Mug', options: {}, quantity: 1, unitPrice: 1 }],
      total: { amount: 1, currency: 'USD' },
    },
  }
  await takeDelivery(event)
  const shipment = await fulfillmentDb().shipment.findFirstOrThrow({ where: { orderId } })
  const letter = await fulfillmentDb().deadLetter.create({
    data: {
      id: crypto.randomUUID(),
      key: crypto.randomUUID(),
      messageId: crypto.randomUUID(),
      body: JSON.stringify(event),
      error: 'test',
    },
  })
  const product = await shopDb().product.findFirstOrThrow({ where: { slug: 'ridge-mug' } })
  await addLine({ shopper: owner, sku: SKU, quantity: 1 })
  return {
    orderNumber: number,
    checkoutKey,
    addressId: address!.id,
    guestLink: link.url.split('/').at(-1)!,
    shipmentId: shipment.id,
    deadLetterId: letter.id,
    productId: product.id,
    categoryId: product.categoryId,
    checkout: await checkoutRequest(owner.customerId),
  }
}

let shared: Things
beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 2_000)
  for (const [who, [email, roles]] of Object.entries(DEMO))
    people[who as Who] = await signedIn(email, [...roles])
  people.nobody = { cookie: '', shopper: null, session: null }
  const guest = await newShopper()
  people.otherGuest = { cookie: guest.cookie, shopper: guest.shopper, session: null }
  shared = await newThings()
})

// ── what is on disk

const APP = path.resolve('app')
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const filesNamed = (name: string) =>
  readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) => path.basename(file) === name)
const addressOf = (file: string) =>
  `/${path
    .dirname(file)
    .split(path.sep)
    .filter((part) => !/^\(.*\)$|^\.$/.test(part))
    .join('/')}`
/** Every "METHOD /path" that a route file exports, however it says so. */
const handlersOnDisk = filesNamed('route.ts').flatMap((file) => {
  const text = readFileSync(path.join(APP, file), 'utf8')
  const exported = METHODS.filter((method) =>
    new RegExp(
      `export (const|async function|function) ${method}\\b|export \\{[^}]*\\b${method}\\b[^}]*\\}`,
    ).test(text),
  )
  expect(exported, `${file} exports no handler that this test can see`).not.toEqual([])
  return exported.map((method) => ({ name: `${method} ${addressOf(file)}`, file, method }))
})

describe('the table has every route and page, and no other (tests/access/table.ts says how to add one)', () => {
  test('handlers', () => {
    const inTable = [...Object.keys(HANDLERS), ...Object.keys(SERVER_HANDLERS)].sort()
    expect(handlersOnDisk.map(({ name }) => name).sort()).toEqual(inTable)
  })

  test('pages', () => {
    expect(filesNamed('page.tsx').map(addressOf).sort()).toEqual(Object.keys(PAGES).sort())
  })
})

// ── the walk

async function call(name: string, row: HandlerRow, who: Who, things: Things): Promise<string> {
  const handler = handlersOnDisk.find((one) => one.name === name)
  if (!handler) throw new Error(`${name} is not on disk`)
  const exported = (await import(path.join(APP, handler.file))) as Record<
    string,
    (request: Request, context: object) => Promise<Response>
  >
  const { path: address, params = {}, body } = row.ask(things)
  const { cookie } = people[who]
  const sent = request(address, {
    method: handler.method,
    ...(body !== undefined && { body }),
    ...(cookie && { cookie }),
  })
  const answer = await exported[handler.method]!(sent, { params: Promise.resolve(params) })
  const text = await answer.text()
  const problem = answer.headers.get('content-type')?.startsWith('application/problem+json')
  return problem ? `${answer.status} ${(JSON.parse(text) as { code: string }).code}` : String(answer.status)
}

describe('every route, as every kind of person', () => {
  test.each(Object.entries(HANDLERS))('%s', async (name, row) => {
    const outcome = {} as Record<Who, string>
    for (const who of PEOPLE) {
      await emptyCarts()
      const things = row.fresh ? await newThings() : shared
      outcome[who] = await call(name, row, who, things)
    }
    expect(outcome).toEqual(row.outcome)
  })
})

/** Nobody but `shopper`, whose things put something in it, begins with a cart. */
async function emptyCarts(): Promise<void> {
  await shopDb().cartLine.deleteMany()
}

describe('hazard 23: every id route × every wrong person', () => {
  const idRoutes = Object.entries(HANDLERS).filter(([name]) => name.includes('['))
  /** Routes whose id is no person's: a SKU that everyone may buy, a link that opens for whoever has it. */
  const NOBODYS = ['/api/cart/lines/[sku]', '/api/orders/shared/[token]']

  test('none answers a wrong person with 2xx, and none says that the thing exists', () => {
    const checked = idRoutes.filter(([name]) => !NOBODYS.some((free) => name.includes(free)))
    expect(checked.length).toBeGreaterThanOrEqual(8)
    for (const [name, { outcome }] of checked) {
      for (const who of ['nobody', 'otherShopper', 'otherGuest'] as const) {
        // Removing an address that is not one's own removes nothing: see below.
        if (name === 'DELETE /api/account/addresses/[id]' && who === 'otherShopper') continue
        expect(outcome[who], `${name} as ${who}`).toMatch(
          /^(404 not_found|401 not_signed_in|403 not_allowed)$/,
        )
      }
    }
  })

  test('a stranger’s DELETE leaves the address where it is', async () => {
    const things = await newThings()
    await call(
      'DELETE /api/account/addresses/[id]',
      HANDLERS['DELETE /api/account/addresses/[id]']!,
      'otherShopper',
      things,
    )
    expect(await shopDb().savedAddress.count({ where: { id: things.addressId } })).toBe(1)
  })

  test('somebody else’s cart is never shown, and never changed', async () => {
    await emptyCarts()
    const owner = people.shopper.shopper!
    await addLine({ shopper: owner, sku: SKU, quantity: 3 })
    const { GET } = await import('@/app/api/cart/route')
    for (const who of PEOPLE) {
      const { cookie } = people[who]
      const cart = (await (await GET(request('/api/cart', cookie ? { cookie } : {}))).json()) as {
        lines: { quantity: number }[]
      }
      expect(
        cart.lines.map(({ quantity }) => quantity),
        who,
      ).toEqual(who === 'shopper' ? [3] : [])
    }
  })
})
