import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { cardTokenAt } from '../../local/stripe/card-token'
import type { Item } from './catalogue'
import { Browser, Refusal } from './client'
import { payRequest } from './pay-request'

const Availability = z.object({
  items: z.array(z.object({ sku: z.string(), available: z.int(), inCarts: z.int(), state: z.string() })),
})
const Cart = z.object({ lines: z.array(z.object({ sku: z.string(), quantity: z.int(), held: z.int() })) })
const Quote = z.object({ total: z.object({ amount: z.int(), currency: z.string() }) })
const Paid = z.object({ status: z.string(), order: z.object({ number: z.string() }).optional() })

export interface World {
  app: string
  stripe: { url: string; secretKey: string }
  items: readonly Item[]
  signal: AbortSignal
  /** Says what has just happened; nothing is said before the shop has answered. */
  say: (who: string, what: string) => void
}

const CHANCES = { add: 0.6, pay: 0.45, remove: 0.25, decline: 0.1 }

const between = (from: number, to: number) => from + Math.random() * (to - from)
const happens = (chance: number) => Math.random() < chance

/** Comes back again and again, each time as somebody new, until the signal. */
export async function shop(who: string, world: World): Promise<void> {
  while (!world.signal.aborted) {
    await visit(who, world).catch((error: unknown) => {
      if (world.signal.aborted) return
      world.say(who, `is told: ${error instanceof Error ? error.message : String(error)}`)
    })
    await pause(2, 10, world)
  }
}

const pause = (fromSeconds: number, toSeconds: number, { signal }: World) =>
  sleep(between(fromSeconds, toSeconds) * 1_000, undefined, { signal }).catch(() => undefined)

/** Browses, hesitates, perhaps adds; then pays, takes it out again, or just leaves. */
async function visit(who: string, world: World): Promise<void> {
  const browser = new Browser(world.app, world.signal)
  const item = world.items[Math.floor(Math.random() * world.items.length)]
  if (!item) return
  await browser.page('/')
  await browser.page(item.path)
  const seen = await look(browser, item)
  world.say(who, `looks at ${item.name} (${item.sku}): ${seen}`)
  await pause(1, 6, world)
  if (!happens(CHANCES.add)) return

  const quantity = happens(0.75) ? 1 : 2
  if (!(await add(browser, item, quantity, who, world))) return
  await pause(4, 20, world)
  if (happens(CHANCES.pay)) return pay(browser, item, who, world)
  if (happens(CHANCES.remove / (1 - CHANCES.pay))) {
    await browser.ask(`/api/cart/lines/${item.sku}`, Cart, { method: 'DELETE' })
    world.say(who, `takes ${item.name} out of the cart again: ${await look(browser, item)}`)
    return
  }
  world.say(who, `leaves with ${item.name} in the cart: it is held until the hold runs out`)
}

async function add(browser: Browser, item: Item, quantity: number, who: string, world: World) {
  try {
    await browser.ask('/api/cart/lines', Cart, { method: 'POST', body: { sku: item.sku, quantity } })
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    world.say(who, `wants ${quantity} × ${item.name} (${item.sku}) and is told: ${refusal.message}`)
    return false
  }
  world.say(who, `puts ${quantity} × ${item.name} (${item.sku}) into the cart: ${await look(browser, item)}`)
  return true
}

async function pay(browser: Browser, item: Item, who: string, world: World): Promise<void> {
  const { total } = await browser.ask('/api/checkout/quote?shippingMethod=standard&country=US', Quote)
  const declined = happens(CHANCES.decline)
  const card = declined ? 'pm_card_chargeDeclined' : 'pm_card_visa'
  const token = await cardTokenAt(world.stripe, card, world.signal)
  const body = payRequest({ total, token, name: who, email: `${who.toLowerCase()}@example.com` })
  try {
    const { status, order } = await browser.ask('/api/checkout', Paid, { method: 'POST', body })
    const ended = status === 'paid' ? `pays for ${item.name}: order ${order?.number}` : `waits: ${status}`
    world.say(who, `${ended}, ${await look(browser, item)}`)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    world.say(who, `can't pay for ${item.name}: ${refusal.message}`)
  }
}

/** What a page would show of the item now. */
async function look(browser: Browser, { sku }: Item): Promise<string> {
  const { items } = await browser.ask(`/api/availability?sku=${encodeURIComponent(sku)}`, Availability)
  const [item] = items
  return item ? `${item.available} available, ${item.inCarts} in carts` : 'not known'
}
