import { beforeAll, describe, expect, test } from 'vitest'
import { changeLine, getCart, signInShopper } from '@/lib/cart'
import { cancelOpenOrder } from '@/lib/checkout'
import { serverConfig } from '@/lib/config/shop/server'
import { AppError } from '@/lib/core/errors'
import { type Session } from '@/lib/auth'
import { customerIdsOf, findShopper, type Person, signOutBrowser } from '@/lib/shopper'
import { shopDb } from '@/lib/infra/db/shop'
import { getAvailability, syncStock } from '@/lib/inventory'
import { listOrders } from '@/lib/orders'
import { checkoutRequest, press, outcomeOf, atOnce } from '../support/buyer'
import { givenStock, newShopper, seedCatalog } from '../support/fixtures'
import { newSession } from '../support/session'
import { readHolds } from '../support/holds'

const skus: string[] = []
async function nextSku(units: number): Promise<string> {
  const sku = skus.pop()
  if (!sku) throw new Error('the catalogue has no more SKUs for tests')
  await givenStock(sku, units)
  await syncStock({ levels: [await shopDb().stock.findUniqueOrThrow({ where: { sku } })] })
  return sku
}
beforeAll(async () => {
  await seedCatalog()
  const rows = await shopDb().stock.findMany({ select: { sku: true }, orderBy: { sku: 'asc' } })
  skus.push(...rows.map(({ sku }) => sku))
})

let people = 0
const newPerson = (): Person => ({
  issuer: serverConfig().OIDC_ISSUER,
  subject: `person-${people++}`,
  email: 'sam@example.com',
  emailVerified: true,
  name: 'Sam',
})
const sessionFor = (accountId: string): Session => newSession({ accountId })
const cookieHeader = (cookies: readonly string[]) => cookies.map((line) => line.split(';', 1)[0]).join('; ')
/** A sign-in in a browser that sends `cookie`. @returns what the browser has afterwards */
async function signIn(person: Person, cookie: string | null, endOpenOrder = cancelOpenOrder) {
  const shopper = await findShopper(cookie)
  const { accountId, customerId, cookies } = await signInShopper({ person, shopper, endOpenOrder })
  const after = cookieHeader(cookies)
  return { accountId, customerId, cookie: after, shopper: (await findShopper(after))! }
}
const linesOf = async (customerId: string) =>
  (await getCart({ customerId })).lines.map(({ sku, quantity, held }) => [sku, quantity, held])
const counts = async (sku: string) => {
  const item = (await getAvailability([sku])).items[0]
  return [item?.available, item?.inCarts]
}
async function guestWith(...lines: [sku: string, quantity: number][]) {
  const guest = await newShopper()
  for (const [sku, quantity] of lines)
    await changeLine({ change: 'add', shopper: guest.shopper, sku, quantity })
  return guest
}
/** Every row of a shopper's tables by its customer: nothing may change hands. */
const ordersByCustomer = () =>
  shopDb().order.findMany({ select: { id: true, customerId: true }, orderBy: { id: 'asc' } })

describe('the first sign-in', () => {
  test('the guest becomes the account’s customer, keeps its cart, and its old cookie is over', async () => {
    const sku = await nextSku(9)
    const guest = await guestWith([sku, 2])
    const signedIn = await signIn(newPerson(), guest.cookie)
    expect(signedIn.customerId).toBe(guest.shopper.customerId)
    expect(signedIn.cookie).not.toBe(guest.cookie)
    expect(await findShopper(guest.cookie)).toBeNull()
    expect(await linesOf(signedIn.customerId)).toEqual([[sku, 2, 2]])
    expect(await counts(sku)).toEqual([7, 2])
  })

  test('without a guest the account gets a customer of its own, and the browser is that', async () => {
    const person = newPerson()
    const first = await signIn(person, null)
    const second = await signIn(person, null)
    expect(second.customerId).toBe(first.customerId)
    expect(second.cookie).not.toBe(first.cookie)
    expect((await findShopper(first.cookie))?.customerId).toBe(first.customerId)
  })
})

describe('a guest’s cart and the account’s', () => {
  test('become one: quantities added, capped at the line limit, each unit counted once', async () => {
    const [shared, own, full] = [await nextSku(20), await nextSku(5), await nextSku(30)]
    const person = newPerson()
    const account = await signIn(person, null)
    await changeLine({ change: 'add', shopper: account.shopper, sku: shared, quantity: 2 })
    await changeLine({ change: 'add', shopper: account.shopper, sku: full, quantity: 8 })
    const guest = await guestWith([shared, 3], [own, 1], [full, 7])
    expect(await counts(full)).toEqual([15, 15])

    const signedIn = await signIn(person, guest.cookie)
    expect(signedIn.customerId).toBe(account.customerId)
    expect((await linesOf(account.customerId)).sort()).toEqual(
      [
        [shared, 5, 5],
        [own, 1, 1],
        [full, 10, 10],
      ].sort(),
    )
    expect([await counts(shared), await counts(own), await counts(full)]).toEqual([
      [15, 5],
      [4, 1],
      [20, 10],
    ])
    expect(await linesOf(guest.shopper.customerId)).toEqual([])
    const carts = await shopDb().cart.findMany({ where: { customerId: guest.shopper.customerId } })
    expect(carts.map(({ status }) => status)).toEqual(['MERGED'])
  })

  test('nobody else gets the last units while they change carts', async () => {
    const sku = await nextSku(3)
    const person = newPerson()
    await signIn(person, null)
    const guest = await guestWith([sku, 3])
    const rivals = await Promise.all(Array.from({ length: 10 }, () => newShopper()))
    const tries = rivals.map(({ shopper }) =>
      changeLine({ change: 'add', shopper, sku, quantity: 1 }).then(
        () => 'got it',
        (error: unknown) => (error instanceof AppError ? error.code : error),
      ),
    )
    const [signedIn, ...outcomes] = await Promise.all([signIn(person, guest.cookie), ...tries])
    expect(new Set(outcomes)).toEqual(new Set(['insufficient_stock']))
    expect(await linesOf(signedIn.customerId)).toEqual([[sku, 3, 3]])
  })

  test('hazard 24: 20 parallel sign-ins of one browser: quantities once, one account, old secrets over', async () => {
    const [sku, other] = [await nextSku(40), await nextSku(40)]
    const person = newPerson()
    const account = await signIn(person, null)
    await changeLine({ change: 'add', shopper: account.shopper, sku, quantity: 1 })
    const guest = await guestWith([sku, 2], [other, 4])
    const signedIn = await atOnce(20, 20, () => signIn(person, guest.cookie))
    expect(new Set(signedIn.map(({ accountId }) => accountId)).size).toBe(1)
    expect(new Set(signedIn.map(({ customerId }) => customerId))).toEqual(new Set([account.customerId]))
    expect(new Set(signedIn.map(({ cookie }) => cookie)).size).toBe(20)
    expect((await linesOf(account.customerId)).sort()).toEqual(
      [
        [sku, 3, 3],
        [other, 4, 4],
      ].sort(),
    )
    expect([await counts(sku), await counts(other)]).toEqual([
      [37, 3],
      [36, 4],
    ])
    expect(await findShopper(guest.cookie)).toBeNull()
  })

  test('20 parallel first sign-ins: one account, one customer, the cart as it was', async () => {
    const sku = await nextSku(40)
    const person = newPerson()
    const guest = await guestWith([sku, 4])
    const signedIn = await atOnce(20, 20, () => signIn(person, guest.cookie))
    expect(new Set(signedIn.map(({ customerId }) => customerId))).toEqual(new Set([guest.shopper.customerId]))
    expect(await linesOf(guest.shopper.customerId)).toEqual([[sku, 4, 4]])
    expect(await counts(sku)).toEqual([36, 4])
  })

  test('a cart of 50 things takes no 51st; the units that do not fit are let go', async () => {
    const sku = await nextSku(9)
    const person = newPerson()
    const account = await signIn(person, null)
    await changeLine({ change: 'add', shopper: account.shopper, sku, quantity: 1 })
    const cart = await shopDb().cart.findFirstOrThrow({ where: { customerId: account.customerId } })
    const fillers = Array.from({ length: 49 }, (_, i) => `FILL-${i}`)
    await shopDb().cartLine.createMany({
      data: fillers.map((filler) => ({
        customerId: account.customerId,
        cartId: cart.id,
        sku: filler,
        quantity: 1,
      })),
    })
    const another = await nextSku(9)
    const guest = await guestWith([another, 2], [sku, 3])
    await signIn(person, guest.cookie)
    const lines = await shopDb().cartLine.findMany({ where: { customerId: account.customerId } })
    expect(lines.find((line) => line.sku === sku)?.quantity).toBe(4)
    expect(lines.some((line) => line.sku === another)).toBe(false)
    expect(await counts(another)).toEqual([9, 0])
  })
})

describe('hazard 24: a planted cookie', () => {
  test('an id without its secret is nobody: nothing is linked, nothing moves', async () => {
    const sku = await nextSku(9)
    const victim = await guestWith([sku, 2])
    const planted = `shopper=${victim.shopper.customerId}.${Buffer.alloc(16).toString('base64url')}`
    const thief = await signIn(newPerson(), planted)
    expect(thief.customerId).not.toBe(victim.shopper.customerId)
    expect(await customerIdsOf({ shopper: null, session: sessionFor(thief.accountId) })).toEqual([
      thief.customerId,
    ])
    expect(await linesOf(victim.shopper.customerId)).toEqual([[sku, 2, 2]])
    expect((await findShopper(victim.cookie))?.customerId).toBe(victim.shopper.customerId)
  })

  test('another account’s cookie brings nothing along, and is over in this browser', async () => {
    const sku = await nextSku(9)
    const attacker = await signIn(newPerson(), null)
    await changeLine({ change: 'add', shopper: attacker.shopper, sku, quantity: 2 })
    const victim = await signIn(newPerson(), attacker.cookie)
    expect(victim.customerId).not.toBe(attacker.customerId)
    expect(await linesOf(victim.customerId)).toEqual([])
    expect(await linesOf(attacker.customerId)).toEqual([[sku, 2, 2]])
    const owned = (accountId: string) => customerIdsOf({ shopper: null, session: sessionFor(accountId) })
    expect(await owned(victim.accountId)).toEqual([victim.customerId])
    expect(await owned(attacker.accountId)).toEqual([attacker.customerId])
  })

  test('a guest’s cookie that somebody kept a copy of opens nothing once its browser has signed in', async () => {
    const planted = await guestWith([await nextSku(9), 1])
    const victim = await signIn(newPerson(), planted.cookie)
    expect(victim.customerId).toBe(planted.shopper.customerId)
    expect(await findShopper(planted.cookie)).toBeNull()
  })
})

describe('orders at sign-in', () => {
  test('a guest’s paid order shows in the account; no row changes its customer', async () => {
    const sku = await nextSku(9)
    const person = newPerson()
    await signIn(person, null)
    const guest = await guestWith([sku, 1])
    const request = await checkoutRequest(guest.shopper.customerId)
    expect(outcomeOf(await press(guest.shopper.customerId, request))).toBe('paid')
    const before = await ordersByCustomer()
    const { accountId } = await signIn(person, guest.cookie)
    expect(await ordersByCustomer()).toEqual(before)
    const owned = await customerIdsOf({ shopper: null, session: sessionFor(accountId) })
    expect(owned).toContain(guest.shopper.customerId)
    expect((await listOrders({ customerIds: owned })).orders).toHaveLength(1)
  })

  test('an open order is ended before its cart moves, and its stock is free again', async () => {
    const sku = await nextSku(9)
    const person = newPerson()
    const account = await signIn(person, null)
    const guest = await guestWith([sku, 2])
    const waiting = await checkoutRequest(guest.shopper.customerId, 'pm_card_threeDSecureRequired')
    await press(guest.shopper.customerId, waiting)
    expect((await shopDb().stock.findUniqueOrThrow({ where: { sku } })).reserved).toBe(2)
    await signIn(person, guest.cookie)
    expect((await shopDb().stock.findUniqueOrThrow({ where: { sku } })).reserved).toBe(0)
    expect(await linesOf(account.customerId)).toEqual([[sku, 2, 2]])
    expect(await counts(sku)).toEqual([7, 2])
  })

  test('while it can’t be ended, the cart stays with its order; the next sign-in moves it', async () => {
    const sku = await nextSku(9)
    const person = newPerson()
    const account = await signIn(person, null)
    const guest = await guestWith([sku, 2])
    const waiting = await checkoutRequest(guest.shopper.customerId, 'pm_card_threeDSecureRequired')
    await press(guest.shopper.customerId, waiting)
    const away = async () => {
      throw new AppError('payments_unavailable', 'Nobody answers.')
    }
    const signedIn = await signIn(person, guest.cookie, away)
    expect(signedIn.customerId).toBe(account.customerId)
    expect(await linesOf(account.customerId)).toEqual([])
    expect((await shopDb().stock.findUniqueOrThrow({ where: { sku } })).reserved).toBe(2)

    const again = await signIn(person, signedIn.cookie)
    expect(again.customerId).toBe(account.customerId)
    expect(await linesOf(account.customerId)).toEqual([[sku, 2, 2]])
    const cart = await shopDb().cart.findFirstOrThrow({ where: { customerId: account.customerId } })
    expect((await readHolds({ cartId: cart.id, skus: [sku] })).get(sku)?.quantity).toBe(2)
  })
})

describe('signing out', () => {
  test('ends this browser’s claim, in every copy of its cookie, and no other browser’s', async () => {
    const person = newPerson()
    const [laptop, phone] = [await signIn(person, null), await signIn(person, null)]
    const cookies = await signOutBrowser(laptop.cookie)
    expect(cookies.every((cookie) => /^(shopper|has_cart)=; .*Max-Age=0/.test(cookie))).toBe(true)
    expect(await findShopper(laptop.cookie)).toBeNull()
    expect((await findShopper(phone.cookie))?.customerId).toBe(phone.customerId)
  })

  test('leaves a guest who was never signed in alone', async () => {
    const guest = await newShopper()
    expect(await signOutBrowser(guest.cookie)).toEqual([])
    expect(await findShopper(guest.cookie)).not.toBeNull()
  })

  test('a browser that was not signed out is forgotten after 30 days; a guest’s is not', async () => {
    const [account, guest] = [await signIn(newPerson(), null), await newShopper()]
    await shopDb().$executeRaw`UPDATE "CustomerToken" SET "createdAt" = now() - interval '31 days'`
    expect(await findShopper(account.cookie)).toBeNull()
    expect(await findShopper(guest.cookie)).not.toBeNull()
  })
})
