import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { GET as availability } from '@/app/api/availability/route'
import { POST } from '@/app/api/cart/lines/route'
import { serverConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { MAX_UNITS_PER_LINE } from '@/lib/cart/schema'
import { Availability } from '@/lib/inventory/schema'
import { LIMITS } from '@/lib/http/limits'
import { atOnce } from './buyer'
import { givenStock, request, seedCatalog } from './fixtures'

const SKUS = ['ARC-BLK', 'ARC-BRS', 'DUN-INK', 'FLD-STL']
const STOCK = 50

interface Bot {
  address: string
  cookie?: string
}

/** Hazard 25 (docs/reliability.md). Call it with HOLD_MINUTES and limits that a test can wait for. */
export function botsFillCarts({ bots }: { bots: number }): void {
  beforeAll(async () => {
    await seedCatalog()
    for (const sku of SKUS) await givenStock(sku, STOCK)
  })

  test(`hazard 25: ${bots} bots fill carts: caps hold, and all is back after the hold time, by itself`, async () => {
    const statuses = await atOnce(30, bots, async (index) => {
      const bot: Bot = { address: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` }
      const found: number[] = []
      for (const [turn, quantity] of [MAX_UNITS_PER_LINE, 1, MAX_UNITS_PER_LINE + 1].entries()) {
        found.push(await add(bot, SKUS[(index + (turn >> 1)) % SKUS.length] ?? '', quantity))
      }
      return found
    })
    const all = statuses.flat()
    expect(
      all.every((status) => [200, 409, 422].includes(status)),
      String([...new Set(all)]),
    ).toBe(true)
    expect(all.filter((status) => status === 422)).toHaveLength(bots)

    const { items } = await counts()
    for (const { available, inCarts } of items) expect(available + inCarts).toBe(STOCK)
    const [most] = await shopDb().$queryRaw<
      { quantity: number }[]
    >`SELECT max(quantity) AS quantity FROM "CartLine"`
    expect(most?.quantity).toBeLessThanOrEqual(MAX_UNITS_PER_LINE)

    await sleep(serverConfig().HOLD_MINUTES * 60_000)
    expect((await counts()).items.map(({ available }) => available)).toEqual(SKUS.map(() => STOCK))
    expect(await add({ address: '192.0.2.1' }, SKUS[0] ?? '', MAX_UNITS_PER_LINE)).toBe(200)
  }, 300_000)

  test('hazard 25: one address, however many carts it says it is, writes so often a minute', async () => {
    const allowed = Math.round(LIMITS['cart-writes-per-address'] * serverConfig().RATE_LIMIT_FACTOR)
    const found = await atOnce(10, allowed + 20, () => add({ address: '198.51.100.7' }, SKUS[1] ?? '', 1))
    // One more, when a minute begins anew meanwhile: the window slides.
    expect(found.filter((status) => status !== 429).length).toBeLessThanOrEqual(allowed + 1)
  })
}

async function add(bot: Bot, sku: string, quantity: number): Promise<number> {
  const response = await POST(
    request('/api/cart/lines', {
      body: { sku, quantity },
      headers: { 'x-real-ip': bot.address },
      ...(bot.cookie ? { cookie: bot.cookie } : {}),
    }),
  )
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])
  if (cookies.length > 0) bot.cookie = cookies.join('; ')
  return response.status
}

async function counts() {
  const query = SKUS.map((sku) => `sku=${sku}`).join('&')
  const response = await availability(
    request(`/api/availability?${query}`, { headers: { 'x-real-ip': '192.0.2.9' } }),
  )
  return Availability.parse(await response.json())
}
