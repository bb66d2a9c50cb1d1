import { setTimeout as pause } from 'node:timers/promises'
import { audit, type Ends } from './audit'
import type { BusMessage } from './bus-gate'
import { type FaultCounts, noFaults } from './fault-counts'
import { type Actor, breakConnections, type Crossing, kill, runAs } from './gate'
import type { Lane } from './lane'
import { Random } from './random'
import { type Click, openShop, type Shop, type Spawn } from './shoppers'
import { acknowledgementsAreLate, isQuiet, ordersRunOut } from './world-parts'

export interface WorldResult {
  faults: FaultCounts
  ends: Ends
  steps: number
  /** what broke; empty when all invariants hold */
  broken: string[]
}

const STEPS = 80
/** Turns of the event loop that a process gets until another one goes on. */
const PATIENCE = 60
const KILL = 0.05
const NEVER_SENT = 0.03
const ANSWER_LOST = 0.04
const LOCKED_AFTER_MS = 25
/** Rounds in which everything heals: more than any one fault needs to be made good. */
const HEALING_ROUNDS = 8

/**
 * One seed: a few shoppers, one or two units, and a scheduler that at each step lets one waiting call through, loses it,
 * loses its answer, or kills the process that made it; delivers webhooks and messages late, twice, in any order or never;
 * starts sweepers side by side, and lets the time run out at any moment. Then the faults end, time passes, and what must
 * always hold is checked.
 */
export class World {
  readonly #random: Random
  readonly #faults = noFaults()
  readonly #parked: Crossing[] = []
  readonly #alive = new Set<Actor>()
  readonly #sku: string
  #customerIds: readonly string[] = []
  #steps = 0
  #faulty = true

  constructor(
    private readonly lane: Lane,
    private readonly shop: Shop,
    seed: number,
  ) {
    this.#random = new Random(seed)
    this.#sku = `SIM-${seed}`
  }

  async run(): Promise<WorldResult> {
    const { lane, shop } = this
    const { units, customerIds, clicks } = await openShop({
      lane,
      random: this.#random,
      shop,
      sku: this.#sku,
      spawn: (name, work) => this.#spawn(name, work),
    })
    this.#customerIds = customerIds
    for (let step = 0; step < STEPS; step++) await this.#step(clicks)
    this.#faulty = false
    for (const click of clicks) await click()
    await this.#heal()
    // Shoppers who come back to the bank's question after all is over: it must be too late for all of them.
    for (const intent of this.#challenges()) lane.stripe.finishChallenge(intent, true)
    const { broken, ends } = await audit(lane, { sku: this.#sku, units, customerIds })
    return { faults: this.#faults, ends, steps: this.#steps, broken }
  }

  async #step(clicks: Click[]): Promise<void> {
    const { stripe, bus } = this.lane
    const random = this.#random
    const able: (() => unknown)[] = []
    if (clicks.length > 0) able.push(() => random.take(clicks)())
    if (this.#parked.length > 0) for (let i = 0; i < 8; i++) able.push(() => this.#letThrough())
    if (stripe.hooks.length > 0) able.push(() => this.#webhook())
    if (bus.messages.length > 0) able.push(() => this.#message())
    if (random.chance(0.08)) able.push(() => this.#spawn('sweep', () => this.shop.advanceOrders()))
    if (random.chance(0.06)) able.push(() => this.#spawn('relay', () => this.shop.relayShopOutbox()))
    if (random.chance(0.06)) able.push(() => this.#timePasses())
    able.push(() => this.#shopperAtBank())
    await random.pick(able)()
  }

  /** Starts a process. What it leaves for after its answer is a part of it, lost when it is killed. */
  async #spawn(...[name, work]: Parameters<Spawn>): Promise<void> {
    const actor: Actor = {
      lane: this.lane,
      name,
      dead: false,
      done: false,
      connections: new Set(),
      parked: this.#parked,
    }
    this.#alive.add(actor)
    const tasks: (() => Promise<unknown>)[] = []
    const ended = runAs(actor, async () => {
      // A refusal is an answer; what a process that fails leaves behind, the audit finds.
      await work((task) => tasks.push(task)).catch(() => undefined)
      for (const task of tasks) await task().catch(() => undefined)
    })
    void ended.then(() => {
      actor.done = true
      this.#alive.delete(actor)
    })
    await this.#untilItWaits(actor)
  }

  async #letThrough(): Promise<void> {
    const crossing = this.#random.take(this.#parked)
    const { actor } = crossing
    this.#steps += 1
    const roll = this.#faulty ? this.#random.next() * (crossing.isRead ? 4 : 1) : 1
    if (roll < KILL) {
      this.#faults.kills += 1
      // The call may have been on its way already.
      if (this.#random.chance(0.6)) await this.#unlessLocked(actor, crossing.act())
      kill(actor)
      this.#alive.delete(actor)
      return
    }
    const cutOff = () => {
      if (crossing.boundary === 'postgres') breakConnections(actor)
      crossing.reject(crossing.networkError())
    }
    if (roll < KILL + NEVER_SENT) {
      this.#faults.callsNeverSent += 1
      cutOff()
    } else if (roll < KILL + NEVER_SENT + ANSWER_LOST) {
      this.#faults.answersLost += 1
      await this.#unlessLocked(actor, crossing.act().then(cutOff, cutOff))
    } else {
      await this.#unlessLocked(actor, crossing.act().then(crossing.resolve, crossing.reject))
    }
    await this.#untilItWaits(actor)
  }

  /** Waits for a call. Inside a transaction it may need a lock that only another process can free: then goes on. */
  async #unlessLocked(actor: Actor, call: Promise<unknown>): Promise<void> {
    const ended = call.catch(() => undefined)
    await (actor.connections.size > 0 ? Promise.race([ended, pause(LOCKED_AFTER_MS)]) : ended)
  }

  /** Lets a process run on until it waits at the gate again or has ended. */
  async #untilItWaits(actor: Actor): Promise<void> {
    for (let turn = 0; turn < PATIENCE; turn++) {
      if (actor.done || this.#parked.some((crossing) => crossing.actor === actor)) return
      // Nearly always a matter of microtasks; a client that pauses before it tries again takes a little longer.
      await new Promise((resolve) => (turn < 40 ? setImmediate(resolve) : setTimeout(resolve, 1)))
    }
  }

  async #webhook(): Promise<void> {
    const { hooks } = this.lane.stripe
    const hook = this.#random.take(hooks)
    if (this.#faulty && this.#random.chance(0.25)) {
      this.#faults.webhooksLost += 1
      return
    }
    if (this.#faulty && this.#random.chance(0.3)) {
      this.#faults.webhooksRepeated += 1
      hooks.push(hook)
    }
    await this.#spawn('webhook', (later) => this.shop.handleStripeWebhook(hook, later))
  }

  async #message(): Promise<void> {
    const { messages } = this.lane.bus
    const message = this.#random.take(messages)
    if (this.#faulty && this.#random.chance(0.15)) {
      this.#faults.messagesLost += 1
      return
    }
    if (this.#faulty && this.#random.chance(0.25)) {
      this.#faults.messagesRepeated += 1
      messages.push(message)
    }
    await this.#spawn('consumer', () => this.#deliver(message))
  }

  async #deliver(message: BusMessage): Promise<void> {
    const { bus } = this.lane
    const body: unknown = JSON.parse(message.spec.body.toString('utf8'))
    const { pathname } = new URL(message.spec.url)
    if (pathname === '/api/fulfillment/events') {
      bus.callBack(message, await this.shop.takeAtWarehouse(body))
    } else if (pathname === '/api/shop/events') await this.shop.takeAtShop(body)
    else await this.shop.advanceOne(body as { customerId: string; orderId: string })
  }

  /** The hold time of every open order runs out, or the warehouse's acknowledgements are five minutes late. */
  async #timePasses(): Promise<void> {
    await (this.#random.chance(0.6) ? ordersRunOut(this.lane) : acknowledgementsAreLate(this.lane))
  }

  #shopperAtBank(): void {
    const asked = this.#challenges()
    if (asked.length === 0 || !this.#random.chance(0.3)) return
    this.lane.stripe.finishChallenge(this.#random.pick(asked), this.#random.chance(0.75))
  }

  #challenges() {
    const intents = this.lane.stripe.intents()
    return intents.filter(
      ({ status, metadata }) =>
        status === 'requires_action' && this.#customerIds.includes(metadata['customerId'] ?? ''),
    )
  }

  /** No new fault; webhooks that have not come are dropped: getting well must not need them. */
  async #heal(): Promise<void> {
    const { stripe, bus } = this.lane
    for (let round = 0; round < HEALING_ROUNDS; round++) {
      await this.#drain()
      stripe.hooks.length = 0
      for (const message of bus.messages.splice(0))
        await this.#spawn('consumer', () => this.#deliver(message))
      await this.#drain()
      if (bus.messages.length === 0 && (await isQuiet(this.lane))) return
      await ordersRunOut(this.lane)
      await acknowledgementsAreLate(this.lane)
      await this.#spawn('sweep', () => this.shop.advanceOrders())
      await this.#spawn('relay', () => this.shop.relayShopOutbox())
    }
  }

  async #drain(): Promise<void> {
    const until = Date.now() + 8_000
    while ((this.#alive.size > 0 || this.#parked.length > 0) && Date.now() < until) {
      if (this.#parked.length > 0) await this.#letThrough()
      else await pause(1)
    }
  }
}
