import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { GET as availability } from '@/app/api/availability/route'
import { POST as reconcile } from '@/app/api/jobs/reconcile-inventory/route'
import { changeLine } from '@/lib/cart'
import { serverConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { stockState } from '@/lib/inventory/rules/stock-state'
import { Availability } from '@/lib/inventory/schema'
import { checkInvariants } from '@/scripts/invariants'
import { atOnce, checkoutRequest, outcomeOf, press } from './buyer'
import { newShopper, request } from './fixtures'

export type Later = (() => Promise<unknown>)[]

/** What a shopper sees of a SKU, asked for as a browser does; what the handler leaves for later is done. */
export async function watch(sku: string, later: Later) {
  const response = await availability(request(`/api/availability?sku=${sku}`))
  await Promise.all(later.splice(0).map((task) => task()))
  const { items } = Availability.parse(await response.json())
  return { status: response.status, item: items[0] }
}

/** What the count must be by Postgres alone: its stock, and the units of carts that nobody is paying for. */
export async function countByPostgres(sku: string) {
  const { onHand, reserved } = await shopDb().stock.findUniqueOrThrow({ where: { sku } })
  const [row] = await shopDb().$queryRaw<{ units: number }[]>`
    SELECT coalesce(sum(l.quantity), 0)::int AS units
    FROM "CartLine" l JOIN "Cart" c ON c."customerId" = l."customerId" AND c.id = l."cartId"
    WHERE l.sku = ${sku} AND c.status = 'ACTIVE' AND NOT EXISTS (
      SELECT FROM "Order" o WHERE o."customerId" = c."customerId" AND o."cartId" = c.id
        AND o.status IN ('PENDING', 'PAYING'))`
  return { sku, ...stockState({ onHand, reserved, held: row?.units ?? 0 }) }
}

/** Shoppers who put something in their cart and go no further: their holds are what Redis may lose. */
export async function bystanders(count: number, sku: string): Promise<void> {
  await atOnce(10, count, async () => {
    const { shopper } = await newShopper()
    await changeLine({ change: 'add', shopper, sku, quantity: 1 })
  })
}

/** `count` shoppers who each add one and pay, `width` at any moment. @returns how each ended */
export function buyers(count: number, sku: string, width = 20): Promise<string[]> {
  return atOnce(width, count, async () => {
    const { shopper } = await newShopper()
    const { customerId } = shopper
    await changeLine({ change: 'add', shopper, sku, quantity: 1 })
    return outcomeOf(await press(customerId, await checkoutRequest(customerId)))
  })
}

/** Watches until the count is what Postgres says. @returns how long that took, in ms */
export async function untilRight(sku: string, later: Later, withinMs: number): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const [{ item }, expected] = [await watch(sku, later), await countByPostgres(sku)]
    const took = performance.now() - startedAt
    if (JSON.stringify(item) === JSON.stringify(expected)) return took
    if (took > withinMs) expect(item, `within ${withinMs} ms`).toEqual(expected)
    await sleep(100)
  }
}

export async function reconcileNow(): Promise<Record<string, unknown>> {
  const authorization = `Bearer ${serverConfig().CRON_SECRET}`
  const job = request('/api/jobs/reconcile-inventory', {
    method: 'POST',
    origin: null,
    headers: { authorization },
  })
  return (await (await reconcile(job)).json()) as Record<string, unknown>
}

export async function expectInvariants(): Promise<void> {
  const broken = (await checkInvariants()).filter(({ faults }) => faults.length > 0)
  expect(broken).toEqual([])
}
