import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { changeLine, rebuildHolds } from '@/lib/cart'
import { serverConfig } from '@/lib/config/shop/server'
import type { Caller } from '@/lib/core/caller'
import { AppError } from '@/lib/core/errors'
import { getAvailability, reconcileInventory } from '@/lib/inventory'
import { startLocalQStash } from '@/local/qstash'
import { startLocalStripe } from '@/local/stripe'
import { checkoutRequest, outcomeOf, press } from './buyer'
import { givenStock, newShopper, seedCatalog } from './fixtures'
import { startHoarders } from './hoarders'
import { expectInvariants } from './redis-hazards'

/** Of some products there is much, of some the last one. */
const STOCK: Record<string, number> = {
  'ARC-BLK': 80,
  'ARC-BRS': 50,
  'DUN-INK': 8,
  'FLD-STL': 3,
  'RDG-SND': 1,
}
const SKUS = Object.keys(STOCK)
/** Minutes of a shop whose holds last 15. */
const WORST_MINUTES = 3

interface Sizes {
  robots: number
  /** writes of theirs at any moment */
  width: number
  /** how many times as long a machine that does other things as well may take */
  patience: number
}

/** Hazard 25 (docs/reliability.md). HOLD_MINUTES is short, and all times are shorter with it. */
export async function hoarding({ robots, width, patience }: Sizes): Promise<void> {
  const [stripe, bus] = await Promise.all([startLocalStripe(), startLocalQStash()])
  Object.assign(process.env, {
    RATE_LIMIT_FACTOR: '1',
    STRIPE_API_URL: stripe.url,
    QSTASH_URL: bus.url,
    QSTASH_TOKEN: bus.token,
    APP_URL: 'http://localhost:9',
  })
  const asLong = (minutes: number) => (serverConfig().HOLD_MINUTES / 15) * minutes * 60_000
  let people = 0

  beforeAll(() => seedCatalog())
  afterEach(expectInvariants)
  afterAll(() => Promise.all([stripe.close(), bus.close()]))

  /** Robots at work. */
  async function attack(options: { count: number; callerOf: (robot: number) => Caller }) {
    await refill()
    const robots = startHoarders({ ...options, width, skus: SKUS })
    const haveWritten = async (writes: number) => {
      while (robots.writes() < writes) await sleep(20)
      // The job that runs every minute gives them nothing back.
      await rebuildHolds({ payingAmong: async () => new Set() })
    }
    return { ...robots, haveWritten }
  }

  async function refill(): Promise<void> {
    for (const sku of SKUS) await givenStock(sku, STOCK[sku] ?? 0)
    await reconcileInventory()
  }

  /** Someone who comes to a product, tries to put one into the cart every second, and pays. */
  async function buy(sku: string): Promise<{ sku: string; tries: number; ms: number; outcome: string }> {
    const caller = { address: `203.0.113.${(people += 1)}`, network: '203.0.113.0/24' }
    const { shopper } = await newShopper()
    const startedAt = performance.now()
    for (let tries = 1; ; tries++) {
      const answer = await changeLine({ change: 'add', shopper, sku, quantity: 1, caller }).catch(
        (error: unknown) => error,
      )
      const ms = Math.round(performance.now() - startedAt)
      if (!(answer instanceof Error)) {
        const { customerId } = shopper
        return {
          sku,
          tries,
          ms,
          outcome: outcomeOf(await press(customerId, await checkoutRequest(customerId))),
        }
      }
      if (!(answer instanceof AppError)) throw answer
      if (ms > 2 * patience * asLong(WORST_MINUTES)) return { sku, tries, ms, outcome: answer.code }
      await sleep(asLong(1 / 60))
    }
  }

  async function countsAreTrue(): Promise<void> {
    for (const { sku, available } of (await getAvailability(SKUS)).items) {
      const { shopper } = await newShopper()
      const caller = { address: `203.0.113.${(people += 1)}`, network: '203.0.113.0/24' }
      if (available === 0) continue
      const cart = await changeLine({
        change: 'add',
        shopper,
        sku,
        quantity: Math.min(available, 10),
        caller,
      })
      expect(cart.lines, `${sku}: ${available} available`).toMatchObject([
        { quantity: Math.min(available, 10) },
      ])
    }
  }

  test('hoarding: 25 guests at one address renew as fast as they can, and a person buys any product at once', async () => {
    const robots = await attack({
      count: 25,
      callerOf: () => ({ address: '10.0.0.7', network: '10.0.0.0/24' }),
    })
    await robots.haveWritten(150)
    const bought = []
    for (const sku of SKUS) bought.push(await buy(sku))
    await robots.stop()
    console.info(`one address, ${robots.writes()} writes: ${JSON.stringify(bought)}`)
    expect(bought.map(({ outcome }) => outcome)).toEqual(SKUS.map(() => 'paid'))
    expect(Math.max(...bought.map(({ tries }) => tries)), 'tries').toBeLessThanOrEqual(2)
    await countsAreTrue()
  }, 120_000)

  test(`hoarding: ${robots} robots at as many addresses, and a person buys any product within ${WORST_MINUTES} minutes`, async () => {
    const running = await attack({
      count: robots,
      callerOf: (index) => {
        const network = `10.${index >> 8}.${index & 255}`
        return { address: `${network}.7`, network: `${network}.0/24` }
      },
    })
    // When all holds are as fresh as they can be, and when the robots have taken them from each other for a while.
    await running.haveWritten(40)
    const bought = await Promise.all(SKUS.map(buy))
    await refill()
    await running.haveWritten(3 * robots)
    bought.push(...(await Promise.all(SKUS.map(buy))))
    await running.stop()
    console.info(`${robots} addresses, ${running.writes()} writes: ${JSON.stringify(bought)}`)
    expect(bought.map(({ outcome }) => outcome)).toEqual([...SKUS, ...SKUS].map(() => 'paid'))
    expect(Math.max(...bought.map(({ ms }) => ms))).toBeLessThanOrEqual(patience * asLong(WORST_MINUTES))
    await countsAreTrue()
  }, 300_000)
}
