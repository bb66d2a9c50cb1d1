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
}

export class Reference {
  now: number
  /** as Postgres has it */
  readonly truth = new Map<string, Level>()
  /** as Redis was last told; a SKU that it has lost is absent */
  readonly told = new Map<string, Level>()
  /** units of each cart's open order */
  readonly orders = new Map<string, Map<string, number>>()
  private holds: Hold[] = []

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

  heldBy(cart: string, sku: string): Hold | undefined {
    return this.live().find((hold) => hold.cart === cart && hold.sku === sku)
  }

  held(sku: string): number {
    return this.live().reduce((sum, hold) => (hold.sku === sku ? sum + hold.units : sum), 0)
  }

  holdsOf(cart: string): Hold[] {
    return this.live().filter((hold) => hold.cart === cart)
  }

  /** Units the cart could hold in all. */
  open(cart: string, sku: string): number {
    const { onHand, reserved } = this.look(sku)
    return Math.max(0, onHand - reserved - this.held(sku) + (this.heldBy(cart, sku)?.units ?? 0))
  }

  /** All of it or nothing changes. */
  hold(cart: string, sku: string, units: number): boolean {
    if (units > this.open(cart, sku)) return false
    this.put(cart, sku, units, this.holdMs)
    return true
  }

  /** As many as there are. */
  holdUpTo(cart: string, sku: string, units: number): number {
    const taken = Math.min(units, this.open(cart, sku))
    this.put(cart, sku, taken, this.holdMs)
    return taken
  }

  restore(cart: string, sku: string, units: number, ms: number): boolean {
    this.look(sku)
    if (this.heldBy(cart, sku)) return false
    const taken = Math.min(units, this.open(cart, sku))
    this.put(cart, sku, taken, ms)
    return taken === units
  }

  drop(cart: string, sku: string): void {
    this.holds = this.live().filter((hold) => hold.cart !== cart || hold.sku !== sku)
  }

  flush(): void {
    this.told.clear()
    this.holds = []
  }

  private put(cart: string, sku: string, units: number, ms: number): void {
    this.drop(cart, sku)
    if (units > 0) this.holds.push({ cart, sku, units, until: this.now + ms })
  }

  private live(): Hold[] {
    return this.holds.filter(({ until }) => until > this.now)
  }
}
