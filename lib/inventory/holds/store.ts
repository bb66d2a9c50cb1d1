import 'server-only'
import { z } from 'zod'
import { withRedis } from '../../infra/redis/client'
import { keys } from '../../infra/redis/keys'
import { runScripts, type ScriptCall } from '../../infra/redis/script'
import { HOLD } from './scripts/hold'
import { CART_VERSION, HOLDERS, READ, RECONCILE, RELEASE, SYNC } from './scripts/live-count'
import { holdMilliseconds, shareFactor } from './hold-time'
import type { Place } from './place'
import type { LineAvailability } from '../rules/line-availability'
import type { Counts } from '../rules/stock-state'
import type { StockLevel } from '../schema'

const HOUR_MS = 60 * 60_000
/** Longer than the longest hold (HOLD_MINUTES ≤ 24 h), so that no total forgets a hold that still runs. */
const KEEP_MS = 48 * HOUR_MS
/** A SKU that Postgres does not know is not asked for again so soon. */
const KEEP_UNKNOWN_MS = 10_000
/** Longer than any write takes from Postgres to Redis. */
const KEEP_CART_VERSION_MS = 60_000
const UNKNOWN = { onHand: -1, reserved: 0, version: 0 }

/** A SKU as Redis has it, after lapsed holds were freed. */
export interface StockInRedis extends Counts {
  /** `missing`: Redis does not have it · `unknown`: Postgres had no such SKU a moment ago */
  known: 'yes' | 'missing' | 'unknown'
  /** of the cart that was asked for */
  line: LineAvailability
  /** `loose`: not held, but the first shopper who pays gets it */
  granted: 'no' | 'held' | 'loose'
  /** the caller met a share */
  overShare: boolean
  /** units that were sellable before a sync; null when Redis did not know */
  sellableBefore: number | null
}

export interface HoldRequest {
  /** '' for a shopper who has no cart yet, with `ask` */
  cartId: string
  sku: string
  quantity: number
  /** what the shopper or the shop did: see HOLD in scripts/hold.ts; `look` reads only */
  act: 'write' | 'open' | 'ask' | 'give' | 'move' | 'restore' | 'look'
  /** all of it, or nothing changes; otherwise what there is */
  exact?: boolean
  /** a cart whose hold goes over to this one */
  from?: string
  /** where the shopper asks from */
  place?: Place | undefined
  /** for `restore`, in ms: how long the hold lasts, and how old its line is */
  lasts?: number
  age?: number
}

/** A cart as a write left it. */
export interface CartVersion {
  cartId: string
  version: number
}

/** Units of a SKU that a cart holds. */
export interface Hold {
  sku: string
  cartId: string
  quantity: number
  until: Date
}

const GRANTED = ['no', 'held', 'loose'] as const
const int = z.coerce.number().int()
const Answer = z
  .tuple([int, int, int, int, int, int, int, int, int, int])
  .transform(
    ([found, onHand, reserved, held, own, ownUntil, granted, before, flags, could]): StockInRedis => ({
      known: found === 0 ? 'missing' : onHand < 0 ? 'unknown' : 'yes',
      onHand,
      reserved,
      held,
      line: {
        held: own,
        expiresAt: own > 0 ? new Date(ownUntil) : null,
        available: could,
        taken: (flags & 1) > 0,
        payable: (flags & 4) > 0 ? Math.max(0, onHand - reserved) : 0,
      },
      granted: GRANTED[granted] ?? 'no',
      overShare: (flags & 2) > 0,
      sellableBefore: before < 0 ? null : before,
    }),
  )
const Finding = z.tuple([int, int, int])
const Holders = z.array(z.coerce.string())

export type StockFinding = 'right' | 'missing' | 'wrong' | 'newer'
const FINDINGS = ['right', 'missing', 'wrong', 'newer'] as const satisfies readonly StockFinding[]

/** Redis: stock and holds. Every function answers null when Redis is away. */
export const holdsStore = {
  read(skus: readonly string[], cartId = ''): Promise<StockInRedis[] | null> {
    return answers(
      skus.map((sku) => ({ script: READ, keys: keysOf(sku), args: [cartId, holdMilliseconds()] })),
    )
  },

  /**
   * `newest`: no hold of a later version of the cart can have come before these; false also where that is not known, or
   * no version was given.
   */
  async hold(
    holds: readonly HoldRequest[],
    cart?: CartVersion,
  ): Promise<{ answers: StockInRedis[]; newest: boolean } | null> {
    const version = cart ? [versionCall(cart)] : []
    const ran = await runAll([...version, ...holds.map(holdCall), ...version])
    if (!ran) return null
    const found = ran.answers.slice(version.length, version.length + holds.length)
    const newest = ran.inOrder && cart !== undefined && int.parse(ran.answers.at(-1)) === cart.version
    return { answers: z.array(Answer).parse(found), newest }
  },

  /** Takes over levels that are not older than Redis' own, and drops the cart's hold on each. */
  sync(levels: readonly StockLevel[], dropHoldsOf = ''): Promise<StockInRedis[] | null> {
    return answers(levels.map((level) => syncCall(level.sku, level, dropHoldsOf, KEEP_MS)))
  },

  /** As `sync`, for stock that Redis did not have; null marks a SKU that does not exist. */
  fill(levels: ReadonlyMap<string, StockLevel | null>): Promise<StockInRedis[] | null> {
    return answers(
      [...levels].map(([sku, level]) =>
        syncCall(sku, level ?? UNKNOWN, '', level ? KEEP_MS : KEEP_UNKNOWN_MS),
      ),
    )
  },

  /** `wrongVersions`: versions that Redis has and Postgres has never reached. */
  async reconcile(
    levels: readonly StockLevel[],
    wrongVersions: ReadonlyMap<string, number> = new Map(),
  ): Promise<{ sku: string; stock: StockFinding; totalWasWrong: boolean; version: number }[] | null> {
    const found = await run(
      levels.map(({ sku, onHand, reserved, version }) => ({
        script: RECONCILE,
        keys: keysOf(sku),
        args: [onHand, reserved, version, wrongVersions.get(sku) ?? -1, KEEP_MS, holdMilliseconds()],
      })),
    )
    return (
      found &&
      levels.map(({ sku }, index) => {
        const [stock, total, version] = Finding.parse(found[index])
        return { sku, stock: FINDINGS[stock] ?? 'wrong', totalWasWrong: total === 1, version }
      })
    )
  },

  async holders(skus: readonly string[]): Promise<Hold[] | null> {
    const found = await run(skus.map((sku) => ({ script: HOLDERS, keys: keysOf(sku), args: [] })))
    return found && skus.flatMap((sku, index) => holdersOf(sku, Holders.parse(found[index])))
  },

  /** Drops holds that have not been renewed since. @returns for each whether it was there */
  async release(holds: readonly Hold[]): Promise<boolean[] | null> {
    const found = await run(
      holds.map(({ sku, cartId, until }) => ({
        script: RELEASE,
        keys: keysOf(sku),
        args: [cartId, until.getTime()],
      })),
    )
    return found && z.array(int.transform((dropped) => dropped === 1)).parse(found)
  },

  /** Marks in Redis that it has the holds of all carts. @returns true for the one caller that found no mark */
  async claimComplete(): Promise<boolean> {
    const answer = await withRedis(
      (redis) => redis.set(keys.holdsComplete(), '1', { nx: true, px: KEEP_MS }),
      () => null,
    )
    return answer === 'OK'
  },
}

const keysOf = (sku: string) => [
  keys.stock(sku),
  keys.holds(sku),
  keys.holdExpiry(sku),
  keys.holdStories(sku),
  keys.holdGuard(sku),
  keys.holdShares(sku),
]

function holdersOf(sku: string, flat: readonly string[]): Hold[] {
  const held: Hold[] = []
  for (let at = 0; at + 2 < flat.length; at += 3) {
    const [cartId = '', units, until] = flat.slice(at, at + 3)
    held.push({ sku, cartId, quantity: Number(units), until: new Date(Number(until)) })
  }
  return held
}

function syncCall(
  sku: string,
  level: Omit<StockLevel, 'sku'>,
  dropHoldsOf: string,
  keepMs: number,
): ScriptCall {
  const { onHand, reserved, version } = level
  return { script: SYNC, keys: keysOf(sku), args: [onHand, reserved, version, dropHoldsOf, keepMs] }
}

function holdCall(request: HoldRequest): ScriptCall {
  const { cartId, sku, quantity, act, exact = false, from = '', place, lasts = 0, age = 0 } = request
  if (act === 'look') return { script: READ, keys: keysOf(sku), args: [cartId, holdMilliseconds()] }
  return {
    script: HOLD,
    keys: keysOf(sku),
    args: [
      ...[cartId, quantity, holdMilliseconds(), KEEP_MS, act, exact ? 'exact' : 'up_to', from],
      ...[place?.address ?? '-', place?.network ?? '-', shareFactor(), Number(place?.overShop ?? false)],
      ...[Math.round(lasts), Math.round(age)],
    ],
  }
}

const versionCall = ({ cartId, version }: CartVersion): ScriptCall => ({
  script: CART_VERSION,
  keys: [keys.cartVersion(cartId)],
  args: [version, KEEP_CART_VERSION_MS],
})

async function answers(calls: ScriptCall[]): Promise<StockInRedis[] | null> {
  const found = await run(calls)
  return found && z.array(Answer).parse(found)
}

async function run(calls: ScriptCall[]): Promise<unknown[] | null> {
  return (await runAll(calls))?.answers ?? null
}

function runAll(calls: ScriptCall[]): Promise<{ answers: unknown[]; inOrder: boolean } | null> {
  if (calls.length === 0) return Promise.resolve({ answers: [], inOrder: true })
  return withRedis(
    (redis) => runScripts(redis, calls),
    () => null,
  )
}
