import { TIMES } from '@/lib/inventory/rules/hold-figures'
import { Ledger, type Wish } from './ledger'
import { beyondShares } from './shares'

/** What a shopper's acts come to, by the rules of docs/decisions/0030. */
export class Reference extends Ledger {
  /** Adds or sets a line: all of it, or nothing changes. */
  write(wish: Wish): 'no' | 'held' | 'loose' {
    return this.want(wish, { exact: true, opens: false }).granted
  }

  /** As many as there are. @returns the units held then */
  writeUpTo(wish: Wish): number {
    return this.want(wish, { exact: false, opens: false }).held
  }

  openCheckout(wish: Wish): number {
    return this.want(wish, { exact: false, opens: true }).held
  }

  /** An order has ended: its units come back for what is left of the hold, or a third of a hold for another card. */
  giveBack(cart: string, sku: string, units: number): void {
    const { now, holdMs } = this
    const story = this.storyOf(cart, sku)
    const since = story?.since ?? now - holdMs
    const until = Math.max(
      this.find(cart, sku)?.until ?? 0,
      story?.ended ?? 0,
      Math.round(now + holdMs * TIMES.busy),
    )
    const guard = Math.min(now + holdMs * TIMES.busy, since + holdMs * 2 * TIMES.busy)
    this.carryOn({ cart, sku, units }, { since, opened: true, until, guard })
  }

  /** @returns whether all was written */
  restore(wish: Wish, ms: number, age: number): boolean {
    const { cart, sku, units } = wish
    this.look(sku)
    const story = this.storyOf(cart, sku)
    if (this.find(cart, sku) || this.remembered(cart, sku)?.isUnheld) return false
    if (story && !story.isPaying) return false
    const since = story?.since ?? this.now - age
    const taken = this.carryOn(wish, {
      since,
      opened: story?.opened ?? false,
      until: this.now + ms,
      guard: since,
    })
    return taken === units
  }

  private want(
    { cart, sku, units, placed = {} }: Wish,
    { exact, opens }: { exact: boolean; opens: boolean },
  ) {
    const { now, holdMs } = this
    const sellable = this.sellable(sku)
    const hold = this.find(cart, sku)
    const own = hold?.units ?? 0
    const [story, covered, have] = [this.storyOf(cart, sku), this.covered(cart, sku), this.open(cart, sku)]
    if (units === 0) {
      this.drop(cart, sku)
      return { granted: 'held' as const, held: 0 }
    }
    const wanted = this.wants.get(sku)
    const lately = wanted !== undefined && wanted.until > now
    const isFought = lately && wanted.since <= now - holdMs * TIMES.grace
    const isNew = !hold && !(story && lately)
    const since = isNew ? now : (story?.since ?? now)
    const opened = !isNew && (story?.opened ?? false)
    const lifeEnds = since + holdMs * TIMES.life
    const { over, exposed, short } = beyondShares({
      units,
      placed,
      sellable,
      others: this.of(sku)
        .filter((other) => other.cart !== cart)
        .map((other) => ({
          units: other.units,
          placed: this.stories.get(`${other.cart} ${sku}`)?.placed ?? {},
        })),
      left: sellable - this.held(sku) - (units - own),
      lately,
    })
    let until = Math.round(
      Math.min(lifeEnds, Math.max(hold?.until ?? 0, now + holdMs * (lately ? TIMES.shortened : 1))),
    )
    if (hold && ((over && short) || (opens && opened))) until = hold.until
    let guard = opens
      ? Math.max(Math.min(now + holdMs * TIMES.busy, since + holdMs * 2 * TIMES.busy), hold?.guard ?? 0)
      : Math.min(now + holdMs * TIMES.grace, since + holdMs * TIMES.busy)
    if (exposed) guard = now - holdMs * 8

    const isLoose = isFought && units <= sellable
    const mayHold = units <= covered || !(lifeEnds <= now || (over && short))
    const unheld = (isLoose: boolean) => {
      if (isLoose) this.noteUnheld(cart, sku)
      return { granted: isLoose ? ('loose' as const) : ('no' as const), held: covered }
    }
    if (!mayHold) return unheld(units <= have || isLoose)
    const idle = guard > now ? this.idleOf(sku, cart) : []
    const others = this.held(sku) - own
    const found = Math.min(
      idle.reduce((sum, other) => sum + other.units, 0),
      units > have ? units + others - sellable : 0,
    )
    const could = Math.max(have, sellable - others + found)
    if (units > have && units <= sellable) {
      const from = lately ? wanted.since : now
      this.wants.set(sku, { since: from, until: Math.round(now + holdMs * TIMES.lately) })
    }
    if (units > could && exact) return unheld(isLoose)
    let need = could > have ? found : 0
    for (const other of idle) {
      const part = Math.min(need, other.units)
      other.units -= part
      need -= part
    }
    this.holds = this.holds.filter((one) => one.units > 0)
    const taken = Math.min(units, could)
    this.put({ cart, sku, units: taken, placed }, { since, opened: opened || opens, until, guard })
    if (taken === 0) this.noteUnheld(cart, sku)
    const granted = taken === units ? ('held' as const) : isLoose ? ('loose' as const) : ('no' as const)
    return { granted, held: taken }
  }

  /** As much as nobody else has, for a time that the cart had before. */
  private carryOn(
    wish: Wish,
    clock: { since: number; opened: boolean; until: number; guard: number },
  ): number {
    const until = Math.round(Math.min(clock.until, clock.since + this.holdMs * TIMES.life))
    const units = until > this.now ? Math.min(wish.units, this.open(wish.cart, wish.sku)) : 0
    this.put({ ...wish, units }, { ...clock, until })
    return units
  }
}
