import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { POST as signOutEverywhere } from '@/app/api/account/sign-out-everywhere/route'
import { GET as ordersOf } from '@/app/api/orders/route'
import { handleEvent } from '@/lib/fulfillment'
import { type Session } from '@/lib/auth'
import {
  endSessions,
  findShopper,
  sessionOf,
  signInOptions,
  signOutBrowser,
  handleSessionEnded,
} from '@/lib/shopper'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { introspect } from '@/lib/auth/auth-server'
import { HANDLERS, type Things } from '../access/table'
import { call, closeAccess, newPeople, newThings, oidc, signedIn, type Someone } from '../support/access-walk'
import { request } from '../support/fixtures'
import { newSession, sessionCookie } from '../support/session'

// What is left for after the answer is done here by hand: the events that tell the warehouse.
vi.mock('next/server', async (original) => ({ ...(await original<object>()), after: () => undefined }))

let things: Things
beforeAll(async () => {
  things = await newPeople()
})
afterAll(closeAccess)

const ROLES: Session['roles'] = ['shopper', 'marketer', 'warehouse', 'admin']
let copies = 0
/** An account of its own, whose session has every role. */
const newAdmin = () => signedIn('admin@example.com', ROLES, `admin-${copies++}`)

/** Carries what the shop says of ended sessions to the warehouse, as the bus does. */
async function tellWarehouse(): Promise<void> {
  const told = await shopDb().outboxEvent.findMany({
    where: { type: 'session.ended.v1', acknowledgedAt: null },
  })
  for (const { id, customerId, payload } of told) await handleEvent({ id, customerId, payload })
  await shopDb().outboxEvent.updateMany({
    where: { type: 'session.ended.v1' },
    data: { acknowledgedAt: new Date() },
  })
}
async function tellShop(): Promise<void> {
  const told = await fulfillmentDb().outboxEvent.findMany({ where: { type: 'session.ended.v1' } })
  for (const { id, customerId, payload } of told) await handleSessionEnded({ id, customerId, payload })
}

const setRoles = (email: string, roles: readonly string[]) =>
  fetch(`${oidc.issuer}/_local/people/${email}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ roles }),
  })

async function everywhere({ cookie }: Someone): Promise<Response> {
  const path = '/api/account/sign-out-everywhere'
  return signOutEverywhere(request(path, { method: 'POST', cookie }), { params: Promise.resolve({}) })
}

/** What a handler answers, of every handler that asks who is signed in, with this cookie. */
async function answersTo(cookie: string): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  for (const [name, row] of Object.entries(asksWho)) answers[name] = await call(name, row, { cookie }, things)
  return answers
}
const asksWho = Object.fromEntries(
  Object.entries(HANDLERS).filter(([, { outcome }]) => outcome.nobody === '401 not_signed_in'),
)
const refusedAll = Object.fromEntries(Object.keys(asksWho).map((name) => [name, '401 not_signed_in']))
const sessionAlone = (cookie: string) => /next-auth\.session-token=[^;]+/.exec(cookie)?.[0] ?? ''

describe('a copy of an ended session’s cookie is nobody’s, at every handler', () => {
  test('there are handlers to ask, of studio, warehouse and account', () => {
    expect(Object.keys(asksWho).length).toBeGreaterThan(20)
  })

  test('after signing out; another session of the same account goes on', async () => {
    const admin = await newAdmin()
    const other = newSession({ ...admin.session!, id: crypto.randomUUID() })
    expect((await sessionOf(request('/', { cookie: admin.cookie })))?.accountId).toBe(
      admin.session!.accountId,
    )
    await signOutBrowser(admin.cookie)
    await tellWarehouse()
    expect(await answersTo(admin.cookie)).toEqual(refusedAll)
    expect(await answersTo(sessionAlone(admin.cookie))).toEqual(refusedAll)
    expect(await findShopper(admin.cookie)).toBeNull()
    const cookie = await sessionCookie(other)
    expect(
      await call('GET /api/studio/products', HANDLERS['GET /api/studio/products']!, { cookie }, things),
    ).toBe('200')
  })

  test('after signing out everywhere, in another browser; signing in again opens everything', async () => {
    const [admin, same] = [
      await newAdmin(),
      await signedIn('admin@example.com', ROLES, `admin-${copies - 1}`),
    ]
    expect(same.session!.accountId).toBe(admin.session!.accountId)
    const answer = await everywhere(same)
    expect(answer.status).toBe(200)
    const forgotten = answer.headers.getSetCookie()
    for (const name of ['next-auth.session-token', 'shopper', 'has_session'])
      expect(forgotten).toContainEqual(expect.stringMatching(new RegExp(`^${name}=;.*Max-Age=0`)))
    await tellWarehouse()
    for (const { cookie } of [admin, same]) {
      expect(await answersTo(cookie)).toEqual(refusedAll)
      expect(await findShopper(cookie)).toBeNull()
    }
    expect((await everywhere(same)).status).toBe(401)
    const again = await signedIn('admin@example.com', ROLES, `admin-${copies - 1}`)
    expect((await sessionOf(request('/', again)))?.accountId).toBe(admin.session!.accountId)
    const board = HANDLERS['GET /api/fulfillment/board']!
    expect(await call('GET /api/fulfillment/board', board, again, things)).toBe('200')
  })

  test('after the auth server took the role back: at the first write every session of the account ends', async () => {
    const admin = await newAdmin()
    const other = await sessionCookie(newSession({ ...admin.session!, id: crypto.randomUUID() }))
    const write = 'POST /api/studio/stock/[sku]'
    await setRoles('admin@example.com', ['shopper'])
    try {
      expect(await call(write, HANDLERS[write]!, admin, things)).toBe('403 not_allowed')
    } finally {
      await setRoles('admin@example.com', ROLES)
    }
    await tellWarehouse()
    for (const cookie of [admin.cookie, other]) expect(await answersTo(cookie)).toEqual(refusedAll)
  })

  test('after the warehouse found it revoked, in the shop as well', async () => {
    const admin = await newAdmin()
    const write = 'PUT /api/fulfillment/shelves/[sku]'
    await setRoles('admin@example.com', ['shopper'])
    try {
      expect(await call(write, HANDLERS[write]!, admin, things)).toBe('403 not_allowed')
    } finally {
      await setRoles('admin@example.com', ROLES)
    }
    await tellShop()
    expect(await answersTo(admin.cookie)).toEqual(refusedAll)
  })

  test('after the auth server ended the token', async () => {
    const admin = await newAdmin()
    const session = newSession({ ...admin.session!, accessToken: 'ended-there' })
    const cookie = await sessionCookie(session)
    const write = 'POST /api/studio/stock/[sku]'
    expect(await call(write, HANDLERS[write]!, { cookie }, things)).toBe('401 not_signed_in')
    await tellWarehouse()
    expect(await answersTo(cookie)).toEqual(refusedAll)
  })

  test('and shows none of the account’s orders', async () => {
    const owner = await signedIn('shopper@example.com', ['shopper'])
    const read = async (cookie: string) => {
      const answer = await ordersOf(request('/api/orders', { cookie }), { params: Promise.resolve({}) })
      return ((await answer.json()) as { orders: { number: string }[] }).orders.map(({ number }) => number)
    }
    expect(await read(sessionAlone(owner.cookie))).toContain(things.orderNumber)
    await signOutBrowser(owner.cookie)
    expect(await read(owner.cookie)).toEqual([])
    things = await newThings()
  })
})

describe('signing out', () => {
  test('ends the token at the auth server', async () => {
    const { session, cookie } = await newAdmin()
    expect((await introspect(session!.accessToken)).active).toBe(true)
    await signOutBrowser(cookie)
    expect((await introspect(session!.accessToken)).active).toBe(false)
  })

  test('ends the session though the auth server is away', async () => {
    const session = newSession({ accountId: crypto.randomUUID(), accessToken: 'x' })
    const cookie = await sessionCookie(session)
    const answer = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('away'))
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    await signOutBrowser(cookie)
    expect(warned.mock.calls.flat().join()).toContain('session.token_not_revoked')
    answer.mockRestore()
    warned.mockRestore()
    expect(await sessionOf(request('/', { cookie }))).toBeNull()
  })

  test('twice, or at the warehouse twice and late, changes nothing more', async () => {
    const session = newSession({ accountId: crypto.randomUUID() })
    await Promise.all([endSessions(session, 'this'), endSessions(session, 'this')])
    await tellWarehouse()
    const later = { ...session, id: crypto.randomUUID() }
    expect(await sessionOf(request('/', { cookie: await sessionCookie(later) }))).not.toBeNull()
    const rows = await Promise.all([
      shopDb().endedSession.count({ where: { id: session.id } }),
      fulfillmentDb().endedSession.count({ where: { id: session.id } }),
    ])
    expect(rows).toEqual([1, 1])
  })

  test('an older end of all sessions, come late, ends none that began after it', async () => {
    const accountId = crypto.randomUUID()
    const endedAt = new Date(Date.now() - 60_000)
    const news = (id: string, at: Date) => ({
      ...{ id, customerId: accountId },
      payload: { type: 'session.ended.v1', accountId, endedAt: at.toISOString() },
    })
    const [before, after] = [endedAt.getTime() - 1, endedAt.getTime() + 1]
    await handleSessionEnded(news(crypto.randomUUID(), endedAt))
    await handleSessionEnded(news(crypto.randomUUID(), new Date(endedAt.getTime() - 30_000)))
    const opens = async (signedInAt: number) =>
      (await sessionOf(
        request('/', { cookie: await sessionCookie(newSession({ accountId, signedInAt })) }),
      )) !== null
    expect([await opens(before), await opens(after)]).toEqual([false, true])
  })

  test('next-auth renews no cookie of an ended session, and answers that nobody is signed in', async () => {
    const session = newSession({ accountId: crypto.randomUUID() })
    const { jwt } =
      signInOptions({ welcome: async () => ({ accountId: '', at: new Date() }) }).callbacks ?? {}
    const renew = (token: object) =>
      jwt?.({ token, account: null } as unknown as Parameters<NonNullable<typeof jwt>>[0])
    await expect(renew(session)).resolves.toEqual(session)
    await endSessions(session, 'this')
    await expect(renew(session)).rejects.toThrow('the session has ended')
    await expect(renew(newSession({ accountId: session.accountId, signedInAt: 0 }))).rejects.toThrow()
  })

  test('while the list of ended sessions can’t be read, a session opens nothing', async () => {
    const cookie = await sessionCookie(newSession({ accountId: crypto.randomUUID() }))
    await shopDb().$executeRaw`ALTER TABLE "EndedSession" RENAME TO "Away"`
    try {
      await expect(sessionOf(request('/', { cookie }))).rejects.toThrow()
      // A guest is asked for nothing.
      await expect(sessionOf(request('/'))).resolves.toBeNull()
    } finally {
      await shopDb().$executeRaw`ALTER TABLE "Away" RENAME TO "EndedSession"`
    }
  })
})
