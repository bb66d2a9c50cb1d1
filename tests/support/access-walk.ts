import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { changeLine, signInShopper } from '@/lib/cart'
import { cancelOpenOrder } from '@/lib/checkout'
import { handleEvent } from '@/lib/fulfillment'
import { type Session } from '@/lib/auth'
import { findShopper, type Shopper } from '@/lib/shopper'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { addAddress, makeOrderLink } from '@/lib/orders'
import { startLocalOidc } from '@/local/oidc'
import { startLocalQStash } from '@/local/qstash'
import type { HandlerRow, Things, Who } from '../access/table'
import { ADDRESS } from './address'
import { checkoutRequest, outcomeOf, press } from './buyer'
import { givenStock, newShopper, request, seedCatalog } from './fixtures'
import { newSession, sessionCookie } from './session'
import { signedInAt } from './sign-in'

/*
 * Real people with real sessions, their things, and every handler on disk, for the tests that walk tests/access/table.ts.
 * Importing it starts an auth server and a bus; `closeAccess` ends them.
 */

export const oidc = await startLocalOidc()
const bus = await startLocalQStash()
Object.assign(process.env, {
  OIDC_ISSUER: oidc.issuer,
  OIDC_CLIENT_ID: oidc.clientId,
  OIDC_CLIENT_SECRET: oidc.clientSecret,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
})
export const closeAccess = () => Promise.all([oidc.close(), bus.close()])

export const SKU = 'RDG-SND'
const DEMO = {
  shopper: ['shopper@example.com', ['shopper']],
  otherShopper: ['second@example.com', ['shopper']],
  marketer: ['marketer@example.com', ['shopper', 'marketer']],
  warehouse: ['warehouse@example.com', ['shopper', 'warehouse']],
  admin: ['admin@example.com', ['shopper', 'marketer', 'warehouse', 'admin']],
} as const satisfies Partial<Record<Who, readonly [string, Session['roles']]>>

export interface Someone {
  cookie: string
  shopper: Shopper | null
  session: Session | null
}
export const people = {} as Record<Who, Someone>

const pairs = (cookies: readonly string[]) => cookies.map((line) => line.split(';', 1)[0]).join('; ')

/** Signs in as a browser would be afterwards: a session's cookie and a shopper's. */
export async function signedIn(
  email: string,
  roles: Session['roles'],
  subject: string = email,
): Promise<Someone> {
  const person = { issuer: oidc.issuer, subject, email, emailVerified: true, name: email }
  const { accountId, cookies } = await signInShopper({ person, shopper: null, endOpenOrder: cancelOpenOrder })
  // There are four demo people; the second shopper never asks for anything that would be introspected.
  const accessToken = email === 'second@example.com' ? 'none' : await signedInAt(oidc, email)
  const session = newSession({ accountId, email, name: email, roles: [...roles], accessToken })
  const cookie = `${pairs(cookies)}; ${await sessionCookie(session)}`
  return { cookie, shopper: await findShopper(cookie), session }
}

async function buy(customerId: string, shopper: Shopper) {
  await changeLine({ change: 'add', shopper, sku: SKU, quantity: 1 })
  const wanted = await checkoutRequest(customerId)
  const outcome = outcomeOf(await press(customerId, wanted))
  if (outcome !== 'paid') throw new Error(`the order is ${outcome}`)
  const order = await shopDb().order.findFirstOrThrow({ where: { checkoutKey: wanted.checkoutKey } })
  return { checkoutKey: wanted.checkoutKey, number: order.number }
}

export async function newThings(): Promise<Things> {
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
  await handleEvent(event)
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
  await changeLine({ change: 'add', shopper: owner, sku: SKU, quantity: 1 })
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

/** The same kind of person, with an account of its own when it has one. */
export async function another(who: Who): Promise<Someone> {
  const demo = Object.entries(DEMO).find(([name]) => name === who)?.[1]
  if (!demo) return people[who]
  const [email, roles] = demo
  return signedIn(email, [...roles], crypto.randomUUID())
}

/** Everybody, and the things that they ask for. */
export async function newPeople(): Promise<Things> {
  await seedCatalog()
  await givenStock(SKU, 2_000)
  for (const [who, [email, roles]] of Object.entries(DEMO))
    people[who as Who] = await signedIn(email, [...roles])
  people.nobody = { cookie: '', shopper: null, session: null }
  const guest = await newShopper()
  people.otherGuest = { cookie: guest.cookie, shopper: guest.shopper, session: null }
  return newThings()
}

// ── what is on disk

const APP = path.resolve('app')
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
export const filesNamed = (name: string) =>
  readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) => path.basename(file) === name)
export const addressOf = (file: string) =>
  `/${path
    .dirname(file)
    .split(path.sep)
    .filter((part) => !/^\(.*\)$|^\.$/.test(part))
    .join('/')}`
/** Every "METHOD /path" that a route file exports, however it says so. */
export const handlersOnDisk = filesNamed('route.ts').flatMap((file) => {
  const text = readFileSync(path.join(APP, file), 'utf8')
  const exported = METHODS.filter((method) =>
    new RegExp(
      `export (const|async function|function) ${method}\\b|export \\{[^}]*\\b${method}\\b[^}]*\\}`,
    ).test(text),
  )
  if (exported.length === 0) throw new Error(`${file} exports no handler that this test can see`)
  return exported.map((method) => ({ name: `${method} ${addressOf(file)}`, file, method }))
})

// ── the walk

/** What a handler answers to somebody: its status, and the problem's code. */
export async function call(
  name: string,
  row: HandlerRow,
  { cookie }: Pick<Someone, 'cookie'>,
  things: Things,
): Promise<string> {
  const handler = handlersOnDisk.find((one) => one.name === name)
  if (!handler) throw new Error(`${name} is not on disk`)
  const exported = (await import(path.join(APP, handler.file))) as Record<
    string,
    (request: Request, context: object) => Promise<Response>
  >
  const { path: address, params = {}, body } = row.ask(things)
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
