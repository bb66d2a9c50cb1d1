import { randomUUID } from 'node:crypto'
import type { CheckoutRequest } from '@/lib/checkout/schema'
import type { Lane } from './lane'
import type { Random } from './random'
import type * as UseCases from './use-cases'
import { cartOf, givenVariant, payRequest } from './world-parts'

export type Shop = typeof UseCases

/** Half of them ask the bank: the time between its question and the answer is where most can go wrong. */
const CARDS = [
  'pm_card_visa',
  'pm_card_threeDSecure2Required',
  'pm_card_threeDSecure2Required',
  'pm_card_chargeDeclined',
]

/** Starts a process; `later` takes what it leaves for after its answer. */
export type Spawn = (
  name: string,
  work: (later: (task: () => Promise<unknown>) => void) => Promise<unknown>,
) => Promise<void>

export type Click = () => Promise<void>

/** Stock, shoppers with full carts, and what each of them will click. */
export async function openShop(options: {
  lane: Lane
  random: Random
  shop: Shop
  sku: string
  spawn: Spawn
}): Promise<{ units: number; customerIds: string[]; clicks: Click[] }> {
  const { lane, random, shop, sku, spawn } = options
  const units = random.pick([1, 1, 2])
  const customerIds: string[] = []
  const clicks: Click[] = []
  const count = random.pick([1, 2, 2])
  for (let i = 0; i < count; i++) {
    const customerId = randomUUID()
    customerIds.push(customerId)
    const request = await payRequest(lane, random.pick(CARDS))
    const press = (sent: CheckoutRequest) => () =>
      spawn('pay', (later) => shop.payNow({ customerId, request: sent, later }))
    clicks.push(press(request))
    if (random.chance(0.35)) clicks.push(press(request))
    // A second tab with a key and a card of its own.
    if (random.chance(0.3)) clicks.push(press(await payRequest(lane, 'pm_card_visa')))
    // Another card under the same key, as after a decline.
    if (random.chance(0.2)) {
      const { confirmationToken } = await payRequest(lane, 'pm_card_visa')
      clicks.push(press({ ...request, confirmationToken }))
    }
    const { checkoutKey } = request
    const asks = { customerId, checkoutKey }
    if (random.chance(0.25))
      clicks.push(() => spawn('poll', (later) => shop.checkoutStatus({ ...asks, later })))
    if (random.chance(0.15))
      clicks.push(() => spawn('cancel', (later) => shop.cancelCheckout({ ...asks, later })))
    if (random.chance(0.1)) clicks.push(() => spawn('edit', () => shop.cancelOpenOrder({ customerId })))
  }
  await givenVariant(lane, sku, units)
  await cartOf(lane, sku, customerIds)
  return { units, customerIds, clicks }
}
