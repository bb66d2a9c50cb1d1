import fc from 'fast-check'
import { expect } from 'vitest'
import type { Caller } from '@/lib/core/caller'
import {
  adjustStock,
  holdLines,
  openCheckoutHolds,
  reconcileInventory,
  reholdCart,
  restoreHolds,
  syncStock,
} from '@/lib/inventory'
import { setDrivenClock } from '../driven-clock'
import { lookAtAll } from './look'
import type { Reference } from './reference'
import type { Shop } from './shop'
import { holdUnits } from '../holds'

type HoldCommand = fc.AsyncCommand<Reference, Shop, true>
type Can = (model: Readonly<Reference>) => boolean
type Run = (model: Reference, shop: Shop) => Promise<void>

const command = (name: string, run: Run, can: Can = () => true): HoldCommand => ({
  check: async (model) => can(model),
  run,
  toString: () => name,
})

/** Two addresses of one network, one of another, and a caller of whom nobody knows. */
const PLACES: (Caller | null)[] = [
  { address: '192.0.2.1', network: '192.0.2.0/24' },
  { address: '192.0.2.2', network: '192.0.2.0/24' },
  { address: '198.51.100.7', network: '198.51.100.0/24' },
  null,
]

interface World {
  skus: readonly string[]
  carts: readonly string[]
  /** of the whole catalogue, for what reconciling counts */
  otherSkus: number
}

/** Everything that happens to the count, and a look at all of it. */
export function holdCommands({ skus, carts, otherSkus }: World): fc.Arbitrary<HoldCommand>[] {
  const sku = fc.constantFrom(...skus)
  const cart = fc.constantFrom(...carts)
  const units = fc.integer({ min: 0, max: 8 })
  const place = fc.constantFrom(...PLACES)
  const noOrder =
    (of: string): Can =>
    (model) =>
      !model.orders.has(of)
  const anOrder =
    (of: string): Can =>
    (model) =>
      model.orders.has(of)
  const by = { reason: 'test', actor: 'test' }

  const set = fc.tuple(cart, sku, units, place).map(([who, what, many, placed]) =>
    command(
      `set(${who}, ${what}, ${many}, ${placed?.address})`,
      async (model) => {
        const granted = model.write({ cart: who, sku: what, units: many, ...(placed && { placed }) })
        const answer = await holdUnits({ cartId: who, sku: what, quantity: many, caller: placed })
        expect(answer.granted).toBe(granted === 'held')
        if (granted !== 'no') expect(answer.available).toBeGreaterThanOrEqual(model.open(who, what))
        expect(answer.expiresAt?.getTime() ?? 0).toBe(model.heldBy(who, what)?.until ?? 0)
      },
      noOrder(who),
    ),
  )
  const edit = fc
    .tuple(cart, fc.uniqueArray(sku, { minLength: 1 }), units, place)
    .map(([who, which, many, placed]) =>
      command(
        `edit(${who}, ${which}, ${many}, ${placed?.address})`,
        async (model) => {
          const wish = (one: string) => ({ cart: who, sku: one, units: many, ...(placed && { placed }) })
          const taken = which.map((one) => model.writeUpTo(wish(one)))
          const lines = which.map((one) => ({ sku: one, quantity: many }))
          const { results } = await holdLines({ cartId: who, lines, caller: placed })
          expect(results.map(({ held }) => held)).toEqual(taken)
        },
        noOrder(who),
      ),
    )
  const checkout = fc
    .tuple(cart, fc.uniqueArray(sku, { minLength: 1 }), units, place)
    .map(([who, which, many, placed]) =>
      command(
        `open checkout(${who}, ${which}, ${many}, ${placed?.address})`,
        async (model) => {
          const wish = (one: string) => ({ cart: who, sku: one, units: many, ...(placed && { placed }) })
          const taken = which.map((one) => model.openCheckout(wish(one)))
          const lines = which.map((one) => ({ sku: one, quantity: many }))
          const results = await openCheckoutHolds({ cartId: who, lines, caller: placed })
          expect(results.map(({ held }) => held)).toEqual(taken)
        },
        noOrder(who),
      ),
    )
  const wait = fc.integer({ min: 1, max: 12 * 60_000 }).map((ms) =>
    command(`wait(${ms} ms)`, async (model) => {
      model.now += ms
      await setDrivenClock(model.now)
    }),
  )
  const pay = fc.tuple(cart, fc.boolean()).map(([who, tells]) =>
    command(
      `pay(${who}${tells ? '' : ', killed before Redis is told'})`,
      async (model, shop) => {
        const wanted = model.holdsOf(who)
        const canHave = wanted.every(({ sku: what, units: many }) => {
          const { onHand, reserved } = model.truthOf(what)
          return onHand - reserved >= many
        })
        if (!canHave) return
        model.orders.set(who, new Map(wanted.map((hold) => [hold.sku, hold.units])))
        for (const { sku: what, units: many } of wanted) {
          model.move(what, { reserved: many })
          const level = await shop.move(what, { reserved: many })
          if (!tells) continue
          model.tell(what)
          model.drop(who, what, { paying: true })
          await syncStock({ levels: [level], dropHoldsOf: who })
        }
      },
      (model) => noOrder(who)(model) && model.holdsOf(who).length > 0,
    ),
  )
  const paid = cart.map((who) =>
    command(
      `paid(${who})`,
      async (model, shop) => {
        for (const [what, many] of model.orders.get(who) ?? []) {
          model.move(what, { onHand: -many, reserved: -many })
          model.tell(what)
          await syncStock({ levels: [await shop.move(what, { onHand: -many, reserved: -many })] })
        }
        model.orders.delete(who)
      },
      anOrder(who),
    ),
  )
  const cancel = cart.map((who) =>
    command(
      `cancel(${who})`,
      async (model, shop) => {
        const lines = [...(model.orders.get(who) ?? [])].map(([what, quantity]) => ({ sku: what, quantity }))
        model.orders.delete(who)
        for (const { sku: what, quantity } of lines) {
          model.move(what, { reserved: -quantity })
          model.tell(what)
          await syncStock({ levels: [await shop.move(what, { reserved: -quantity })] })
        }
        for (const { sku: what, quantity } of lines) model.giveBack(who, what, quantity)
        await reholdCart({ cartId: who, lines })
      },
      anOrder(who),
    ),
  )
  const restock = fc.tuple(sku, fc.integer({ min: -6, max: 6 })).map(([what, delta]) =>
    command(
      `restock(${what}, ${delta})`,
      async (model, shop) => {
        const level = model.truthOf(what)
        const possible = level.onHand + delta >= level.reserved
        const done = await adjustStock({ sku: what, delta, ...by }).catch(() => null)
        expect(done !== null).toBe(possible)
        if (!done) return
        model.move(what, { onHand: delta })
        model.tell(what)
        shop.history.push(done)
      },
      () => delta !== 0,
    ),
  )
  const toldLate = fc.nat().map((which) =>
    command(`an old level is told late(${which})`, async (model, shop) => {
      const old = shop.history[which % Math.max(1, shop.history.length)]
      if (!old) return
      model.tellLate(old.sku, old)
      await syncStock({ levels: [old] })
    }),
  )
  const age = fc.integer({ min: 0, max: 31 * 60_000 })
  const restore = fc.tuple(cart, sku, units, age).map(([who, what, many, old]) =>
    command(
      `restore(${who}, ${what}, ${many}, ${old} ms old)`,
      async (model) => {
        const full = model.restore({ cart: who, sku: what, units: many }, 60_000, old)
        const hold = { cartId: who, sku: what, quantity: many, milliseconds: 60_000, age: old }
        expect(await restoreHolds([hold])).toBe(full ? 1 : 0)
      },
      noOrder(who),
    ),
  )
  const flush = fc.constant(
    command('flush', async (model, shop) => {
      model.flush()
      await shop.flush(model.now)
    }),
  )
  const loseStock = sku.map((what) =>
    command(`the stock of ${what} is lost`, async (model, shop) => {
      model.loseStock(what)
      await shop.loseStock(what)
    }),
  )
  const loseHolds = sku.map((what) =>
    command(`the holds of ${what} are lost`, async (model, shop) => {
      model.loseHolds(what)
      await shop.loseHolds(what)
    }),
  )
  const reconcile = fc.constant(
    command('reconcile', async (model) => {
      const missing = skus.filter((what) => !model.told.has(what)).length
      const wrong = skus.filter((what) => {
        const told = model.told.get(what)
        return told && told.version !== model.truthOf(what).version
      })
      for (const what of skus) model.tell(what)
      const drift = await reconcileInventory()
      expect(drift.stockDrift).toBe(wrong.length)
      expect(drift.filled).toBeGreaterThanOrEqual(missing)
      expect(drift.filled).toBeLessThanOrEqual(missing + otherSkus)
    }),
  )
  const look = fc.constant(command('look', (model) => lookAtAll(model, { skus, carts })))

  return [set, set, edit, checkout, wait, wait, pay, paid, cancel, restock, toldLate, restore, look]
    .concat([flush, loseStock, loseHolds, reconcile])
    .map((one) => one as fc.Arbitrary<HoldCommand>)
}
