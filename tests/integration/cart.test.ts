import { randomUUID } from 'node:crypto'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { variantsBySku } from '@/lib/catalog'
import { cartForCheckout, changeLine, expireCarts, getCart, openCheckout, rebuildHolds } from '@/lib/cart'
import { CART_IDLE_HOURS, Cart } from '@/lib/cart/schema'
import { serverConfig } from '@/lib/config/shop/server'
import { AppError } from '@/lib/core/errors'
import { newGuest, type Shopper } from '@/lib/shopper'
import { shopDb } from '@/lib/infra/db/shop'
import { redis } from '@/lib/infra/redis/client'
import { keys } from '@/lib/infra/redis/keys'
import { RestRequester } from '@/lib/infra/redis/requester'
import { getAvailability, restoreHolds, syncStock } from '@/lib/inventory'
import { givenStock, newShopper, seedCatalog } from '../support/fixtures'
import { holdUnits, readHolds } from '../support/holds'

const skus: string[] = []

/** A SKU of its own for each test, with so many units. */
async function nextSku(units: number): Promise<string> {
  const sku = skus.pop()
  if (!sku) throw new Error('the catalogue has no more SKUs for tests')
  await stock(sku, units)
  return sku
}
async function stock(sku: string, units: number): Promise<void> {
  await givenStock(sku, units)
  await syncStock({ levels: [await shopDb().stock.findUniqueOrThrow({ where: { sku } })] })
}
const countOf = async (sku: string) => (await getAvailability([sku])).items[0]
const refusalOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => 'done',
    (thrown: unknown) => thrown,
  )
  return error instanceof AppError ? { code: error.code, ...error.extra } : error
}
const cartRow = (customerId: string) => shopDb().cart.findFirstOrThrow({ where: { customerId } })
const loseRedis = async () =>
  void (await redis().unlink(...(await redis().keys(`${serverConfig().REDIS_PREFIX}:*`)), 'none'))
const gate = () => {
  let open = () => {}
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { open, passed }
}
const nobodyPays = async () => new Set<string>()

beforeAll(async () => {
  await seedCatalog()
  const rows = await shopDb().stock.findMany({ select: { sku: true }, orderBy: { sku: 'asc' } })
  skus.push(...rows.map(({ sku }) => sku))
})

test('without a cart: empty', async () => {
  const empty = {
    id: null,
    version: 0,
    lines: [],
    subtotal: { amount: 0, currency: 'USD' },
    holdExpiresAt: null,
    notices: [],
  }
  expect(await getCart(null)).toEqual(empty)
  expect(await getCart({ customerId: randomUUID() })).toEqual(empty)
  expect(await cartForCheckout(randomUUID())).toBeNull()
})

test('a new guest is stored with the first thing put in, at today’s price, held until it is said', async () => {
  const sku = await nextSku(8)
  const { shopper } = newGuest()
  const cart = await changeLine({ change: 'add', shopper, sku, quantity: 2 })
  const variant = (await variantsBySku([sku])).get(sku)
  expect(Cart.parse(cart)).toEqual(cart)
  expect(cart).toMatchObject({
    version: 1,
    notices: [],
    lines: [
      {
        sku,
        slug: variant?.slug,
        name: variant?.name,
        image: variant?.photo,
        options: variant?.options,
        quantity: 2,
        held: 2,
        unitPrice: { amount: variant?.price, currency: 'USD' },
        lineTotal: { amount: (variant?.price ?? 0) * 2, currency: 'USD' },
      },
    ],
    subtotal: { amount: (variant?.price ?? 0) * 2, currency: 'USD' },
  })
  expect(cart.holdExpiresAt).toBe(cart.lines[0]?.holdExpiresAt)
  const minutes = (Date.parse(cart.holdExpiresAt ?? '') - Date.now()) / 60_000
  expect(Math.abs(minutes - serverConfig().HOLD_MINUTES)).toBeLessThan(0.5)
  expect(await shopDb().customer.count({ where: { customerId: shopper.customerId } })).toBe(1)
  expect(await getCart(shopper)).toEqual(cart)

  const { expiresAt } = await cartRow(shopper.customerId)
  expect((expiresAt.getTime() - Date.now()) / 3_600_000).toBeCloseTo(CART_IDLE_HOURS, 0)
})

test('adding adds; more than there is or than a household buys is refused, and the cart stays', async () => {
  const [few, many] = [await nextSku(2), await nextSku(50)]
  const { shopper } = await newShopper()
  expect(await refusalOf(changeLine({ change: 'add', shopper, sku: few, quantity: 3 }))).toEqual({
    code: 'insufficient_stock',
    available: 2,
  })
  expect(await getCart(shopper), 'a refusal makes no cart').toMatchObject({ id: null })

  await changeLine({ change: 'add', shopper, sku: few, quantity: 1 })
  const before = await changeLine({ change: 'add', shopper, sku: many, quantity: 8 })
  expect(await refusalOf(changeLine({ change: 'add', shopper, sku: few, quantity: 2 }))).toEqual({
    code: 'insufficient_stock',
    available: 2,
  })
  expect(await refusalOf(changeLine({ change: 'add', shopper, sku: many, quantity: 3 }))).toEqual({
    code: 'line_limit',
    limit: 10,
  })
  expect(await refusalOf(changeLine({ change: 'set', shopper, sku: few, quantity: 3 }))).toEqual({
    code: 'insufficient_stock',
    available: 2,
  })
  expect(await refusalOf(changeLine({ change: 'add', shopper, sku: 'NO-SUCH', quantity: 1 }))).toEqual({
    code: 'unknown_sku',
  })
  expect(await refusalOf(changeLine({ change: 'set', shopper, sku: 'NO-SUCH', quantity: 1 }))).toEqual({
    code: 'unknown_sku',
  })
  expect(await getCart(shopper)).toEqual(before)

  const after = await changeLine({ change: 'add', shopper, sku: few, quantity: 1 })
  expect(after.lines.map(({ quantity, held }) => [quantity, held])).toEqual([
    [2, 2],
    [8, 8],
  ])
  expect(await countOf(few)).toMatchObject({ available: 0, inCarts: 2, state: 'in_carts' })
})

test('no refusal rests on a late count, not even where this process thought that there was plenty', async () => {
  const sku = await nextSku(50)
  await redis().hset(keys.stock(sku), { onHand: 0 })
  const { shopper } = await newShopper()
  expect((await changeLine({ change: 'add', shopper, sku, quantity: 2 })).lines[0]?.held).toBe(2)
})

test('what others hold is theirs until they give it back', async () => {
  const sku = await nextSku(3)
  const [first, second] = [await newShopper(), await newShopper()]
  await changeLine({ change: 'add', shopper: first.shopper, sku, quantity: 2 })
  expect(await refusalOf(changeLine({ change: 'add', shopper: second.shopper, sku, quantity: 2 }))).toEqual({
    code: 'insufficient_stock',
    available: 1,
  })
  await changeLine({ change: 'set', shopper: first.shopper, sku, quantity: 0 })
  expect(
    (await changeLine({ change: 'add', shopper: second.shopper, sku, quantity: 3 })).lines[0]?.held,
  ).toBe(3)
})

test('setting sets, 0 and removing remove, and removing again is no error', async () => {
  const sku = await nextSku(9)
  const { shopper } = await newShopper()
  expect((await changeLine({ change: 'set', shopper, sku, quantity: 7 })).lines).toMatchObject([
    { quantity: 7, held: 7 },
  ])
  expect((await changeLine({ change: 'set', shopper, sku, quantity: 3 })).lines).toMatchObject([
    { quantity: 3, held: 3 },
  ])
  expect(await countOf(sku)).toMatchObject({ available: 6, inCarts: 3 })
  const emptied = await changeLine({ change: 'set', shopper, sku, quantity: 0 })
  expect(emptied).toMatchObject({ lines: [], subtotal: { amount: 0 }, holdExpiresAt: null })
  expect(await countOf(sku)).toMatchObject({ available: 9, inCarts: 0 })
  expect(await changeLine({ change: 'set', shopper, sku, quantity: 0 })).toEqual(emptied)
  expect(await changeLine({ change: 'set', shopper, sku: 'NO-SUCH', quantity: 0 })).toEqual(emptied)
  expect(
    await changeLine({ change: 'set', shopper: { ...shopper, customerId: randomUUID() }, sku, quantity: 0 }),
  ).toMatchObject({ id: null, lines: [] })
})

test('a lapsed hold is told, and taken again by the next write of its own line, never by looking or by another line’s write', async () => {
  const [sku, other] = [await nextSku(4), await nextSku(4)]
  const { shopper } = await newShopper()
  const { id } = await changeLine({ change: 'add', shopper, sku, quantity: 2 })
  const cartId = id ?? ''
  await holdUnits({ cartId, sku, quantity: 0 })
  await restoreHolds([{ cartId, sku, quantity: 2, milliseconds: 100 }])
  await vi.waitFor(async () => expect((await readHolds({ cartId, skus: [sku] })).size).toBe(0), {
    timeout: 3_000,
  })

  for (let look = 0; look < 3; look++) {
    expect(await getCart(shopper)).toMatchObject({
      lines: [{ quantity: 2, held: 0, holdExpiresAt: null }],
      holdExpiresAt: null,
      notices: [{ code: 'hold_lapsed', sku, message: expect.stringContaining('still there') }],
    })
  }
  expect(await changeLine({ change: 'set', shopper, sku, quantity: 2 }), 'the same again').toMatchObject({
    lines: [{ quantity: 2, held: 2 }],
    notices: [],
  })

  await holdUnits({ cartId, sku, quantity: 0 })
  await holdUnits({ cartId: randomUUID(), sku, quantity: 3 })
  expect((await getCart(shopper)).notices).toMatchObject([
    { code: 'hold_lapsed', message: expect.stringContaining('Only 1 of your 2') },
  ])
  expect(await refusalOf(changeLine({ change: 'set', shopper, sku, quantity: 2 }))).toEqual({
    code: 'insufficient_stock',
    available: 1,
  })
  const cart = await changeLine({ change: 'add', shopper, sku: other, quantity: 1 })
  expect(cart, 'another line’s write takes nothing back').toMatchObject({
    lines: [
      { sku, quantity: 2, held: 0 },
      { sku: other, held: 1 },
    ],
    notices: [{ code: 'hold_lapsed', sku }],
  })
})

test('who lost units to someone who wanted to buy, or who paid first, reads so in the cart', async () => {
  const [sku, paidFor] = [await nextSku(1), await nextSku(2)]
  const [waiting, buying] = [await newShopper(), await newShopper()]
  const { id } = await changeLine({ change: 'add', shopper: waiting.shopper, sku, quantity: 1 })
  await changeLine({ change: 'add', shopper: waiting.shopper, sku: paidFor, quantity: 2 })
  // It has waited for longer than it is protected.
  await redis().zadd(keys.holdGuard(sku), { score: 0, member: id ?? '' })
  expect(
    (await changeLine({ change: 'add', shopper: buying.shopper, sku, quantity: 1 })).lines,
  ).toMatchObject([{ held: 1 }])
  await stock(paidFor, 1)
  expect(await getCart(waiting.shopper)).toMatchObject({
    lines: [
      { sku, held: 0, holdExpiresAt: null },
      { sku: paidFor, held: 1 },
    ],
    notices: [
      { code: 'hold_taken', sku, message: expect.stringContaining('went to someone who was paying') },
      { code: 'hold_taken', sku: paidFor, message: expect.stringContaining('Some of your 2') },
    ],
  })
})

test('opening checkout holds again what has lapsed, and gives every line its time', async () => {
  const [sku, lapsed] = [await nextSku(4), await nextSku(4)]
  const { shopper } = await newShopper()
  const { id } = await changeLine({ change: 'add', shopper, sku, quantity: 1 })
  await changeLine({ change: 'add', shopper, sku: lapsed, quantity: 2 })
  await holdUnits({ cartId: id ?? '', sku: lapsed, quantity: 0 })
  expect((await openCheckout({ customerId: shopper.customerId })).lines).toMatchObject([
    { held: 1 },
    { held: 2 },
  ])
  expect(await openCheckout({ customerId: randomUUID() })).toMatchObject({ id: null })
})

test('units that are gone for good leave the cart at its next write, and the shopper is told', async () => {
  const [shrunk, gone, other] = [await nextSku(5), await nextSku(5), await nextSku(5)]
  const { shopper } = await newShopper()
  await changeLine({ change: 'add', shopper, sku: shrunk, quantity: 3 })
  await changeLine({ change: 'add', shopper, sku: gone, quantity: 1 })
  await stock(shrunk, 1)
  await stock(gone, 0)
  expect(
    (await getCart(shopper)).lines.map(({ quantity }) => quantity),
    'looking changes nothing',
  ).toEqual([3, 1])
  const cart = await changeLine({ change: 'add', shopper, sku: other, quantity: 1 })
  expect(cart.lines).toMatchObject([
    { sku: shrunk, quantity: 1, held: 1 },
    { sku: other, quantity: 1, held: 1 },
  ])
  expect(cart.notices).toMatchObject([
    { code: 'clamped', sku: shrunk, message: expect.stringContaining('changed your cart to 1') },
    { code: 'clamped', sku: gone, message: expect.stringContaining('took it out') },
  ])
  expect((await cartForCheckout(shopper.customerId))?.lines).toMatchObject([
    { sku: shrunk, quantity: 1 },
    { sku: other, quantity: 1 },
  ])
  expect((await getCart(shopper)).version).toBe(cart.version)
})

test('what is no longer sold is told and left out of the order', async () => {
  const [kept, dropped] = [await nextSku(5), await nextSku(5)]
  const { shopper } = await newShopper()
  await changeLine({ change: 'add', shopper, sku: kept, quantity: 1 })
  await changeLine({ change: 'add', shopper, sku: dropped, quantity: 1 })
  await shopDb().variant.update({ where: { sku: dropped }, data: { active: false } })
  const cart = await getCart(shopper)
  expect(cart.lines.map(({ sku }) => sku)).toEqual([kept])
  expect(cart.subtotal).toEqual(cart.lines[0]?.lineTotal)
  expect(cart.notices).toMatchObject([{ code: 'no_longer_sold', sku: dropped }])
  expect((await cartForCheckout(shopper.customerId))?.lines.map(({ sku }) => sku)).toEqual([kept])
  expect(await refusalOf(changeLine({ change: 'add', shopper, sku: dropped, quantity: 1 }))).toEqual({
    code: 'unknown_sku',
  })
  expect((await changeLine({ change: 'set', shopper: shopper, sku: dropped, quantity: 0 })).notices).toEqual(
    [],
  )
})

test('a refusal does not rest on a count that is late', async () => {
  const sku = await nextSku(1)
  await countOf(sku)
  await givenStock(sku, 6)
  const { shopper } = await newShopper()
  expect((await changeLine({ change: 'add', shopper, sku, quantity: 5 })).lines[0]?.held).toBe(5)
})

test('a cart that is ordered or abandoned stays as it is, and the next thing goes into a new one', async () => {
  const sku = await nextSku(9)
  const { shopper } = await newShopper()
  const first = await changeLine({ change: 'add', shopper, sku, quantity: 1 })
  await shopDb().cart.updateMany({ where: { customerId: shopper.customerId }, data: { status: 'ORDERED' } })
  expect((await getCart(shopper)).id).toBeNull()
  const second = await changeLine({ change: 'add', shopper, sku, quantity: 2 })
  expect(second.id).not.toBe(first.id)
  expect(second.lines).toMatchObject([{ quantity: 2 }])
})

test('20 tabs adding to a cart that is not there yet: one cart, every unit once, and held', async () => {
  const sku = await nextSku(30)
  const { shopper } = newGuest()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => refusalOf(changeLine({ change: 'add', shopper, sku, quantity: 1 }))),
  )
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(10)
  expect(answers.filter((answer) => answer !== 'done')).toEqual(
    Array.from({ length: 10 }, () => ({ code: 'line_limit', limit: 10 })),
  )
  expect(await shopDb().cart.count({ where: { customerId: shopper.customerId } })).toBe(1)
  expect((await getCart(shopper)).lines).toMatchObject([{ quantity: 10, held: 10 }])
})

test('tabs that add, set and remove at the same time: what is held is what is in the cart', async () => {
  const [a, b] = [await nextSku(30), await nextSku(30)]
  const { shopper } = await newShopper()
  const { customerId } = shopper
  const { id } = await changeLine({ change: 'add', shopper, sku: a, quantity: 1 })
  for (let round = 0; round < 8; round++) {
    await Promise.all([
      refusalOf(changeLine({ change: 'add', shopper, sku: a, quantity: 1 + (round % 3) })),
      refusalOf(changeLine({ change: 'set', shopper, sku: b, quantity: 1 + (round % 4) })),
      refusalOf(changeLine({ change: 'set', shopper, sku: a, quantity: 5 - (round % 3) })),
      refusalOf(changeLine({ change: 'set', shopper, sku: round % 2 ? a : b, quantity: 0 })),
      refusalOf(changeLine({ change: 'add', shopper, sku: b, quantity: 2 })),
    ])
    const lines = await shopDb().cartLine.findMany({ where: { customerId } })
    const held = await readHolds({ cartId: id ?? '', skus: [a, b] })
    for (const sku of [a, b]) {
      const quantity = lines.find((line) => line.sku === sku)?.quantity ?? 0
      expect(held.get(sku)?.quantity ?? 0, `round ${round}, ${sku}`).toBe(quantity)
    }
  }
})

test.each([
  ['set', (shopper: Shopper, sku: string) => changeLine({ change: 'set', shopper, sku, quantity: 4 }), 4],
  ['removed', (shopper: Shopper, sku: string) => changeLine({ change: 'set', shopper, sku, quantity: 0 }), 0],
] as const)(
  'a hold that reaches Redis late does not undo a newer one: a line that was %s',
  async (_, write, now) => {
    const sku = await nextSku(9)
    const { shopper } = await newShopper()
    const { id } = await changeLine({ change: 'add', shopper, sku, quantity: 2 })
    const [overtaken, slow] = [gate(), gate()]
    const send = RestRequester.prototype.request
    let caught = false
    const requests = vi.spyOn(RestRequester.prototype, 'request').mockImplementation(async function (
      this: RestRequester,
      request,
    ) {
      if (!caught && JSON.stringify(request.body).includes('"exact"')) {
        caught = true
        slow.open()
        await overtaken.passed
      }
      return send.call(this, request)
    })
    onTestFinished(() => requests.mockRestore())
    const first = changeLine({ change: 'set', shopper, sku, quantity: 1 })
    await slow.passed
    await write(shopper, sku)
    overtaken.open()
    const held = now === 0 ? [] : [{ quantity: now, held: now }]
    expect((await first).lines, 'the slower tab is shown what is true').toMatchObject(held)
    expect((await readHolds({ cartId: id ?? '', skus: [sku] })).get(sku)?.quantity ?? 0).toBe(now)
  },
)

test('150 shoppers for 40 units: exactly 40 are in carts and held, the others are refused', async () => {
  const sku = await nextSku(40)
  const shoppers = await Promise.all(Array.from({ length: 150 }, () => newShopper()))
  const answers: unknown[] = []
  const queue = shoppers.values()
  const buyer = async () => {
    for (const { shopper } of queue)
      answers.push(await refusalOf(changeLine({ change: 'add', shopper, sku, quantity: 1 })))
  }
  await Promise.all(Array.from({ length: 12 }, buyer))
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(40)
  expect(answers.filter((answer) => answer !== 'done')).toEqual(
    Array.from({ length: 110 }, () => ({ code: 'insufficient_stock', available: 0 })),
  )
  expect(await countOf(sku)).toMatchObject({ available: 0, inCarts: 40 })
  expect(await shopDb().cartLine.count({ where: { sku } })).toBe(40)
})

test('idle carts become abandoned, with a copy at today’s prices; those in use do not', async () => {
  const [a, b] = [await nextSku(30), await nextSku(30)]
  const [idle, empty, busy] = [await newShopper(), await newShopper(), await newShopper()]
  for (const { shopper } of [idle, empty, busy])
    await changeLine({ change: 'add', shopper, sku: a, quantity: 2 })
  await changeLine({ change: 'add', shopper: idle.shopper, sku: b, quantity: 1 })
  await changeLine({ change: 'set', shopper: empty.shopper, sku: a, quantity: 0 })
  for (const { shopper } of [idle, empty]) {
    await shopDb()
      .$executeRaw`UPDATE "Cart" SET "expiresAt" = now() - interval '1 second' WHERE "customerId" = ${shopper.customerId}::uuid`
  }
  const before = await countOf(a)
  const runs = await Promise.all(Array.from({ length: 5 }, () => expireCarts()))
  expect(runs.reduce((sum, { abandoned }) => sum + abandoned, 0)).toBe(2)

  const variants = await variantsBySku([a, b])
  const [priceA, priceB] = [variants.get(a)?.price ?? 0, variants.get(b)?.price ?? 0]
  const copies = await shopDb().abandonedCart.findMany({
    where: { customerId: { in: [idle.shopper.customerId, empty.shopper.customerId] } },
  })
  expect(copies).toMatchObject([
    {
      customerId: idle.shopper.customerId,
      subtotal: 2 * priceA + priceB,
      currency: 'USD',
      lines: [
        { sku: a, quantity: 2, unitPrice: priceA },
        { sku: b, quantity: 1, unitPrice: priceB },
      ],
    },
  ])
  expect((await cartRow(idle.shopper.customerId)).status).toBe('ABANDONED')
  expect((await cartRow(busy.shopper.customerId)).status).toBe('ACTIVE')
  expect(await getCart(idle.shopper)).toMatchObject({ id: null, lines: [] })
  expect((await countOf(a))?.inCarts, 'its units are free again').toBe((before?.inCarts ?? 0) - 2)
})

test('a cart that is being written to is not abandoned under the shopper’s hands', async () => {
  const sku = await nextSku(30)
  const { shopper } = await newShopper()
  await changeLine({ change: 'add', shopper, sku, quantity: 1 })
  await shopDb().$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE "Cart" SET "expiresAt" = now() - interval '1 second' WHERE "customerId" = ${shopper.customerId}::uuid`
    expect(await expireCarts()).toEqual({ abandoned: 0 })
  })
  expect((await changeLine({ change: 'add', shopper, sku, quantity: 1 })).lines).toMatchObject([
    { quantity: 2 },
  ])
  expect(await expireCarts()).toEqual({ abandoned: 0 })
})

test('more idle carts than a batch are all ended in one run', async () => {
  const sku = await nextSku(5)
  const customers = Array.from({ length: 450 }, () => randomUUID())
  await shopDb().cart.createMany({
    data: customers.map((customerId) => ({ customerId, id: randomUUID(), expiresAt: new Date(0) })),
  })
  const rows = await shopDb().cart.findMany({ where: { customerId: { in: customers } } })
  await shopDb().cartLine.createMany({
    data: rows.map(({ customerId, id }) => ({ customerId, cartId: id, sku, quantity: 1 })),
  })
  expect(await expireCarts()).toEqual({ abandoned: 450 })
  expect(await shopDb().abandonedCart.count({ where: { customerId: { in: customers } } })).toBe(450)
})

test('Redis lost: holds come back for the time they had left, oldest first, but not where an order is open', async () => {
  const sku = await nextSku(10)
  const [old, young, paying, lapsed] = await Promise.all([
    newShopper(),
    newShopper(),
    newShopper(),
    newShopper(),
  ])
  for (const { shopper } of [young, old, paying])
    await changeLine({ change: 'add', shopper, sku, quantity: 3 })
  await changeLine({ change: 'add', shopper: lapsed.shopper, sku, quantity: 1 })
  const age = async (customerId: string, seconds: number) => {
    await shopDb()
      .$executeRaw`UPDATE "Cart" SET "expiresAt" = "expiresAt" - make_interval(secs => ${seconds}) WHERE "customerId" = ${customerId}::uuid`
    await shopDb()
      .$executeRaw`UPDATE "CartLine" SET "updatedAt" = "updatedAt" - make_interval(secs => ${seconds}) WHERE "customerId" = ${customerId}::uuid`
  }
  await age(old.shopper.customerId, 300)
  await age(paying.shopper.customerId, 200)
  await age(lapsed.shopper.customerId, serverConfig().HOLD_MINUTES * 60 + 1)
  await loseRedis()
  await stock(sku, 5)

  await rebuildHolds({ payingAmong: async () => new Set([paying.shopper.customerId]) })
  const heldBy = async ({ shopper }: typeof old) => (await getCart(shopper)).lines[0]
  expect(await heldBy(old)).toMatchObject({ quantity: 3, held: 3 })
  expect(await heldBy(young), 'what was left').toMatchObject({ quantity: 3, held: 2 })
  expect(await heldBy(paying)).toMatchObject({ held: 0 })
  expect(await heldBy(lapsed)).toMatchObject({ held: 0 })
  const minutes = (Date.parse((await heldBy(old))?.holdExpiresAt ?? '') - Date.now()) / 60_000
  expect(minutes, 'none is renewed').toBeLessThan(serverConfig().HOLD_MINUTES - 4.5)
  expect(await countOf(sku)).toMatchObject({ available: 0, inCarts: 5 })
})

test('rebuilding twice, or with nothing lost, changes nothing', async () => {
  const sku = await nextSku(30)
  const shoppers = await Promise.all(Array.from({ length: 5 }, () => newShopper()))
  for (const { shopper } of shoppers) await changeLine({ change: 'add', shopper, sku, quantity: 2 })
  const before = await Promise.all(shoppers.map(({ shopper }) => getCart(shopper)))
  await rebuildHolds({ payingAmong: nobodyPays })
  expect(await Promise.all(shoppers.map(({ shopper }) => getCart(shopper)))).toEqual(before)
  await loseRedis()
  await Promise.all([1, 2, 3].map(() => rebuildHolds({ payingAmong: nobodyPays })))
  expect(await countOf(sku)).toMatchObject({ inCarts: 10, available: 20 })
})
