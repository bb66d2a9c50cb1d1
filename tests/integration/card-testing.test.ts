import { beforeEach, describe, expect, test, vi } from 'vitest'
import { cancelOpenOrder, payNow } from '@/lib/checkout'
import type { CheckoutRequest } from '@/lib/checkout/schema'
import { callerAt } from '@/lib/core/caller'
import { AppError } from '@/lib/core/errors'
import { shopDb } from '@/lib/infra/db/shop'
import { atOnce } from '../support/at-once'
import { cardToken, checkoutRequest, laterQueue, outcomeOf, shopperAtCheckout } from '../support/buyer'
import { givenStock, seedCatalog } from '../support/fixtures'
import { changeLine } from '@/lib/cart'

// Item 10 of the attacks that a shop must stand: somebody finds out which of many stolen cards still pay.

vi.mock('@/lib/config/environment', async (original) => ({
  ...(await original<typeof import('@/lib/config/environment')>()),
  limitConfig: () => ({ RATE_LIMIT_FACTOR: 1 }),
}))

// Its own test raises the alarm.
vi.mock('@/lib/checkout/decline-rate', () => ({ noteTry: () => undefined }))

const SKU = 'RDG-SND'
const DECLINED = 'pm_card_visa_chargeDeclined'
const DECLINED_CARDS = [
  DECLINED,
  ...['InsufficientFunds', 'LostCard', 'StolenCard'].map((why) => `${DECLINED}${why}`),
]
const { later } = laterQueue()

beforeEach(async () => {
  await seedCatalog()
  await givenStock(SKU, 500)
  await shopDb().cardTry.deleteMany()
})

async function pay(customerId: string, request: CheckoutRequest, ip?: string) {
  try {
    return await payNow({ customerId, request, later, caller: ip ? callerAt(ip) : null })
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

const withCard = async (request: CheckoutRequest, card = DECLINED): Promise<CheckoutRequest> => ({
  ...request,
  checkoutKey: crypto.randomUUID(),
  confirmationToken: await cardToken(card),
})

/** One declined card of a new guest. */
async function guestTries(ip: string, card = DECLINED) {
  const { shopper, request } = await shopperAtCheckout(SKU)
  return pay(shopper.customerId, await withCard(request, card), ip)
}

const reserved = async () => (await shopDb().stock.findUniqueOrThrow({ where: { sku: SKU } })).reserved

/** As if the last try had been so many seconds earlier. */
const passSeconds = (seconds: number) =>
  shopDb().$executeRaw`UPDATE "CardTry" SET "lastAt" = "lastAt" - make_interval(secs => ${seconds}::int)`

describe('one browser', () => {
  test('has eight declined cards, whatever orders it makes for them; then each waits, twice as long each time', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { customerId } = shopper
    for (let card = 1; card <= 8; card++) {
      const tried = await withCard(request, DECLINED_CARDS[card % DECLINED_CARDS.length])
      expect(outcomeOf(await pay(customerId, tried))).toBe('payment_declined')
      await cancelOpenOrder({ customerId })
    }
    for (let more = 9; more <= 12; more++) {
      const refused = await pay(customerId, await withCard(request))
      expect(refused).toMatchObject({ code: 'too_many_requests', extra: { retryAfter: expect.any(Number) } })
    }
    expect(await reserved()).toBe(0)

    await passSeconds(61)
    expect(outcomeOf(await pay(customerId, await withCard(request)))).toBe('payment_declined')
    const refused = await pay(customerId, await withCard(request))
    expect((refused as AppError).extra['retryAfter']).toBeGreaterThan(60)
    await passSeconds(24 * 60 * 60)
    expect(outcomeOf(await pay(customerId, await withCard(request, 'pm_card_visa')))).toBe('paid')
  })

  test('that mistypes three cards notices nothing, and starts over when it has paid', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { customerId } = shopper
    for (const card of [DECLINED, DECLINED, DECLINED])
      expect(outcomeOf(await pay(customerId, await withCard(request, card), '192.0.2.7'))).toBe(
        'payment_declined',
      )
    const paid = await pay(customerId, await withCard(request, 'pm_card_visa'), '192.0.2.7')
    expect(outcomeOf(paid)).toBe('paid')
    const tries = await shopDb().cardTry.findMany({ select: { tries: true } })
    // The card keeps the three, its address and network are forgiven one; the browser is forgotten.
    expect(
      tries
        .map((row) => row.tries)
        .filter((count) => count > 0)
        .sort(),
    ).toEqual([2, 2, 3])

    await changeLine({ change: 'add', shopper, sku: SKU, quantity: 1 })
    const again = await checkoutRequest(customerId)
    expect(outcomeOf(await pay(customerId, again, '192.0.2.7'))).toBe('paid')
  })

  test('that sends a declined card or a paid order again is answered as before, however many cards were declined', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { customerId } = shopper
    const first = await withCard(request)
    expect(outcomeOf(await pay(customerId, first, '192.0.2.8'))).toBe('payment_declined')
    await shopDb().cardTry.updateMany({ data: { tries: 1_000 } })
    expect(outcomeOf(await pay(customerId, first, '192.0.2.8'))).toBe('payment_declined')

    await shopDb().cardTry.deleteMany()
    const paying = { ...first, confirmationToken: await cardToken() }
    expect(outcomeOf(await pay(customerId, paying, '192.0.2.8'))).toBe('paid')
    await shopDb().cardTry.updateMany({ data: { tries: 1_000 } })
    const other = { ...paying, confirmationToken: await cardToken() }
    expect(outcomeOf(await pay(customerId, other, '192.0.2.8'))).toBe('paid')
  })
})

test('one address: of 20 guests with 20 cards at once, ten are tried', async () => {
  const outcomes = await atOnce(20, 20, async () => outcomeOf(await guestTries('2001:db8:1:2::99')))
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length
  expect([count('payment_declined'), count('too_many_requests')]).toEqual([10, 10])
  expect(await reserved()).toBe(0)
  // The next address of the same household is the same; one elsewhere is not.
  expect(outcomeOf(await guestTries('2001:db8:1:2::1'))).toBe('too_many_requests')
  expect(outcomeOf(await guestTries('2001:db8:9:9::1'))).toBe('payment_declined')
})

test('many people behind one router, of whose cards one in four is declined, never wait', async () => {
  for (let person = 1; person <= 16; person++) {
    const card = person % 4 === 0 ? DECLINED_CARDS[(person / 4) % DECLINED_CARDS.length] : 'pm_card_visa'
    expect(outcomeOf(await guestTries('203.0.113.40', card))).toBe(
      person % 4 === 0 ? 'payment_declined' : 'paid',
    )
  }
  const tries = await shopDb().cardTry.findMany({ select: { tries: true } })
  expect(Math.max(...tries.map((row) => row.tries))).toBe(1)
})

test('one card, from as many browsers and addresses of one network: five declines, and other cards still pay', async () => {
  for (let guest = 1; guest <= 5; guest++)
    expect(outcomeOf(await guestTries(`198.51.100.${guest}`))).toBe('payment_declined')
  expect(outcomeOf(await guestTries('198.51.100.6'))).toBe('too_many_requests')
  expect(outcomeOf(await guestTries('198.51.100.7', 'pm_card_mastercard'))).toBe('paid')
})

test('what is no decline is not counted: an empty cart, a payment that asks its bank', async () => {
  const { shopper, request } = await shopperAtCheckout(SKU)
  expect(outcomeOf(await pay(crypto.randomUUID(), request, '203.0.113.9'))).toBe('cart_empty')
  const challenged = await withCard(request, 'pm_card_authenticationRequired')
  expect(outcomeOf(await pay(shopper.customerId, challenged, '203.0.113.9'))).toBe('requires_action')
  expect(await shopDb().cardTry.count({ where: { tries: { gt: 0 } } })).toBe(0)
})
