import 'server-only'
import { BoundedMap } from '../../core/bounded-map'
import { holdMilliseconds } from './hold-time'
import type { Counts } from '../rules/stock-state'
import type { Availability, StockLevel } from '../schema'

/** Counts that are younger than this are used without asking. */
const FRESH_MS = 10_000
/** While Redis can't say what was sellable before, the same news of a SKU is announced once in this time. */
const ANNOUNCED_MS = 10_000
/** A process reads a SKU's stock from Postgres at most once in this time. */
const REUSE_MS = 1_000

interface KnownCounts extends Counts {
  /** performance.now() when Redis last answered with `held` */
  heldAt: number
  /** performance.now() when Redis or Postgres last answered */
  at: number
}

interface Reading {
  startedAt: number
  level: Promise<StockLevel | null>
}

/**
 * What one process remembers of stock and holds. Nothing here decides a sale (Postgres does) or a hold (Redis does): it saves
 * questions, and it answers while Redis is away. Another process remembers other things, and a restart forgets all.
 */
export class StockCache {
  readonly #counts = new BoundedMap<KnownCounts>(5_000)
  readonly #readings = new BoundedMap<Reading>(10_000)
  readonly #pending = new BoundedMap<StockLevel>(5_000)
  readonly #announced = new BoundedMap<{ inStock: boolean; at: number }>(5_000)
  readonly #unitsByPlace = new BoundedMap<{ units: number; at: number }>(20_000)
  /** reads of counts that callers share, by their SKUs: under way, and the next one */
  readonly sharedReads = {
    running: new Map<string, Promise<Availability>>(),
    waiting: new Map<string, Promise<Availability>>(),
  }
  /** Redis did not have stock that Postgres has: it may have lost all holds, too */
  holdsMayBeLost = false
  /** writes that met a share since `startedAt`, and when an alert was last logged */
  shareHits = { startedAt: -Infinity, count: 0, alertedAt: -Infinity }

  /** @param holdMs how long a hold can last, ms */
  constructor(private readonly holdMs: () => number) {}

  /** Forgets everything, as a restart does. */
  reset(): void {
    for (const map of [this.#counts, this.#readings, this.#pending, this.#announced, this.#unitsByPlace]) {
      map.clear()
    }
    this.sharedReads.running.clear()
    this.sharedReads.waiting.clear()
    this.holdsMayBeLost = false
    this.shareHits = { startedAt: -Infinity, count: 0, alertedAt: -Infinity }
  }

  /** Keeps counts that Redis has answered. */
  rememberCounts(sku: string, { onHand, reserved, held }: Counts): void {
    const at = performance.now()
    this.#counts.set(sku, { onHand, reserved, held, heldAt: at, at })
  }

  /** Keeps stock that Postgres has answered; holds stay as Redis last answered. */
  rememberStock(sku: string, { onHand, reserved }: Omit<Counts, 'held'>): void {
    const at = performance.now()
    const { held = 0, heldAt = at } = this.#counts.get(sku) ?? {}
    this.#counts.set(sku, { onHand, reserved, held, heldAt, at })
  }

  /** The last known counts, however old; holds only for as long as they can have lasted. Null when none are known. */
  countsOf(sku: string): Counts | null {
    const known = this.#counts.get(sku)
    if (!known) return null
    const { onHand, reserved, held, heldAt } = known
    return { onHand, reserved, held: performance.now() - heldAt < this.holdMs() ? held : 0 }
  }

  /** Whether the counts are at most ten seconds old. */
  isFresh(sku: string): boolean {
    return performance.now() - (this.#counts.get(sku)?.at ?? -Infinity) <= FRESH_MS
  }

  /** Stock from Postgres if it was read within the last second: callers share the read. */
  readingOf(sku: string): Promise<StockLevel | null> | null {
    const reading = this.#readings.get(sku)
    return reading && performance.now() - reading.startedAt <= REUSE_MS ? reading.level : null
  }

  /** Shares a read of Postgres that has just begun; one that fails is not shared any longer. */
  shareReading(sku: string, level: Promise<StockLevel | null>): void {
    const reading = { startedAt: performance.now(), level }
    this.#readings.set(sku, reading)
    level.catch(() => {
      if (this.#readings.get(sku) === reading) this.#readings.delete(sku)
    })
  }

  /** Stock has changed: reads that began before are not shared any longer. */
  forgetReadings(skus: readonly string[]): void {
    for (const sku of skus) this.#readings.delete(sku)
  }

  /** Keeps levels that Redis could not take; the newest of each SKU. */
  addPending(levels: readonly StockLevel[]): void {
    for (const level of levels) {
      if ((this.#pending.get(level.sku)?.version ?? 0) < level.version) this.#pending.set(level.sku, level)
    }
  }

  pendingOf(skus: readonly string[]): StockLevel[] {
    return skus.flatMap((sku) => this.#pending.get(sku) ?? [])
  }

  /** Redis has taken these levels; one that was replaced since then stays. */
  removePending(levels: readonly StockLevel[]): void {
    for (const level of levels) if (this.#pending.get(level.sku) === level) this.#pending.delete(level.sku)
  }

  /** Whether this process has not just announced the same of the SKU; it counts as announced from now on. */
  shouldAnnounce(sku: string, inStock: boolean): boolean {
    const last = this.#announced.get(sku)
    if (last?.inStock === inStock && Date.now() - last.at < ANNOUNCED_MS) return false
    this.#announced.set(sku, { inStock, at: Date.now() })
    return true
  }

  /** Keeps how many units of the whole shop are held from an address or a network, as Redis answered. */
  rememberUnitsHeldFrom(place: string, units: number): void {
    this.#unitsByPlace.set(place, { units, at: performance.now() })
  }

  /** The last known units, while holds of that time can still run; 0 otherwise. */
  unitsHeldFrom(place: string): number {
    const last = this.#unitsByPlace.get(place)
    return last && performance.now() - last.at < this.holdMs() ? last.units : 0
  }
}

/** This process's. */
export const stockCache = new StockCache(holdMilliseconds)
