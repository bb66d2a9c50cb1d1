import { TIMES } from '@/lib/inventory/rules/hold-figures'
import type { Placed } from './shares'

/**
 * What holds are, said plainly: lists that are gone through and added up, one shop, one step after the other. The shop
 * itself keeps totals, scripts and versions; whatever it does must come to the same.
 */
export interface Level {
  onHand: number
  reserved: number
  /** grows with every change: what is told late must not undo what is newer */
  version: number
}

interface Hold {
  sku: string
  cart: string
  units: number
  until: number
  /** from then on a newcomer may take it */
  guard: number
}

/** What is remembered of a cart and a SKU when its hold has ended. */
interface Story {
  since: number
  opened: boolean
  /** the cart has the line, and never held it */
  isUnheld?: boolean
  /** its order has the units */
  isPaying: boolean
  ended: number
  placed: Placed
}

export interface Wish {
  cart: string
  sku: string
  units: number
  placed?: Placed
}

export class Ledger {
  now: number
  /** as Postgres has it */
  readonly truth = new Map<string, Level>()
  /** as Redis was last told; a SKU that it has lost is absent */
  readonly told = new Map<string, Level>()
  /** units of each cart's open order */
  readonly orders = new Map<string, Map<string, number>>()
  protected holds: Hold[] = []
  protected readonly stories = new Map<string, Story>()
  protected readonly wants = new Map<string, { since: number; until: number }>()

  constructor(
    now: number,
    levels: ReadonlyMap<string, Level>,
    readonly holdMs: number,
  ) {
    this.now = now
    for (const [sku, level] of levels) this.truth.set(sku, { ...level })
  }

  truthOf(sku: string): Level {
    const level = this.truth.get(sku)
    if (!level) throw new Error(`no stock of ${sku}`)
    return level
  }

  /** Whoever looks at a SKU that Redis has lost brings it there. */
  look(sku: string): Level {
    const level = this.told.get(sku) ?? { ...this.truthOf(sku) }
    this.told.set(sku, level)
    return level
  }

  /** A change that was committed. */
  move(sku: string, change: { onHand?: number; reserved?: number }): void {
    const level = this.truthOf(sku)
    level.onHand += change.onHand ?? 0
    level.reserved += change.reserved ?? 0
    level.version += 1
  }

  tell(sku: string): void {
    this.told.set(sku, { ...this.truthOf(sku) })
  }

  /** Told to a Redis that has lost the SKU, an old level makes the shop look at the truth. */
  tellLate(sku: string, level: Level): void {
    const told = this.told.get(sku)
    if (!told) this.tell(sku)
    else if (told.version <= level.version) this.told.set(sku, { ...level })
  }

  held(sku: string): number {
    return this.of(sku).reduce((sum, { units }) => sum + units, 0)
  }

  holdsOf(cart: string): Hold[] {
    return this.live().filter((hold) => hold.cart === cart)
  }

  /** Holds of a cart that can still be had: where others have paid for units, who is protected longest is served first. */
  coveredHoldsOf(cart: string): Hold[] {
    return this.holdsOf(cart).flatMap(({ sku }) => this.heldBy(cart, sku) ?? [])
  }

  heldBy(cart: string, sku: string): Hold | undefined {
    const hold = this.find(cart, sku)
    const units = hold ? this.covered(cart, sku) : 0
    return hold && units > 0 ? { ...hold, units } : undefined
  }

  /** Units the cart could have without taking any from others. */
  open(cart: string, sku: string): number {
    const own = this.find(cart, sku)?.units ?? 0
    return Math.max(0, this.covered(cart, sku), this.sellable(sku) - this.held(sku) + own)
  }

  drop(cart: string, sku: string, { paying = false } = {}): void {
    const story = this.stories.get(`${cart} ${sku}`)
    if (story && this.find(cart, sku)) story.isPaying = paying
    this.holds = this.live().filter((hold) => hold.cart !== cart || hold.sku !== sku)
  }

  flush(): void {
    for (const sku of this.truth.keys()) {
      this.loseStock(sku)
      this.loseHolds(sku)
    }
  }

  loseStock(sku: string): void {
    this.told.delete(sku)
    this.wants.delete(sku)
  }

  loseHolds(sku: string): void {
    this.holds = this.holds.filter((hold) => hold.sku !== sku)
    for (const key of this.stories.keys()) if (key.endsWith(` ${sku}`)) this.stories.delete(key)
  }

  protected put(
    { cart, sku, units, placed = {} }: Wish,
    { since, opened, until, guard }: { since: number; opened: boolean; until: number; guard: number },
  ): void {
    const before = this.storyOf(cart, sku)
    this.drop(cart, sku)
    if (units === 0) return
    this.holds.push({ sku, cart, units, until, guard: Math.round(guard) })
    this.stories.set(`${cart} ${sku}`, {
      ...{ since, opened, isPaying: false, ended: until },
      placed: { ...before?.placed, ...placed },
    })
  }

  protected storyOf(cart: string, sku: string): Story | undefined {
    const story = this.remembered(cart, sku)
    return story?.isUnheld ? undefined : story
  }

  protected remembered(cart: string, sku: string): Story | undefined {
    const story = this.stories.get(`${cart} ${sku}`)
    const isForgotten = story && story.since < this.now - this.holdMs * TIMES.memory
    return isForgotten && !this.find(cart, sku) ? undefined : story
  }

  protected noteUnheld(cart: string, sku: string): void {
    if (this.storyOf(cart, sku)) return
    const { now } = this
    this.stories.set(`${cart} ${sku}`, {
      ...{ since: now, opened: false, isUnheld: true, isPaying: false, ended: now, placed: {} },
    })
  }

  protected covered(cart: string, sku: string): number {
    const mine = this.find(cart, sku)
    if (!mine) return 0
    const sellable = this.sellable(sku)
    if (this.held(sku) <= sellable) return mine.units
    const first = this.of(sku).reduce((sum, { guard, units }) => sum + (guard > mine.guard ? units : 0), 0)
    return Math.max(0, Math.min(mine.units, sellable - first))
  }

  /** Longest idle first. */
  protected idleOf(sku: string, cart: string): Hold[] {
    return this.of(sku)
      .filter((hold) => hold.guard <= this.now && hold.cart !== cart)
      .sort((a, b) => a.guard - b.guard || (a.cart < b.cart ? -1 : 1))
  }

  protected sellable(sku: string): number {
    const { onHand, reserved } = this.look(sku)
    return Math.max(0, onHand - reserved)
  }

  protected find = (cart: string, sku: string) => this.of(sku).find((hold) => hold.cart === cart)
  protected of = (sku: string) => this.live().filter((hold) => hold.sku === sku)
  protected live = (): Hold[] => this.holds.filter(({ until }) => until > this.now)
}
