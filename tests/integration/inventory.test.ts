import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { shopDb } from '@/lib/infra/db/shop'
import { adjustStock, getAvailability } from '@/lib/inventory'
import { holdsBehave } from './inventory-holds.suite'
import { stockIsFollowed } from './inventory-stock.suite'

describe('holds', () => holdsBehave(300))
describe('stock', () => stockIsFollowed(300))

describe('adjusting stock', () => {
  const SKU = 'RDG-SND'
  const stockOf = () => shopDb().stock.findUniqueOrThrow({ where: { sku: SKU } })
  const by = { reason: 'stocktaking', actor: 'warehouse' }
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof AppError ? [error.code, error.extra['available']] : error),
    )

  test('200 people at once: every change counts once, each is on record, the count follows', async () => {
    const before = await stockOf()
    const deltas = Array.from({ length: 200 }, (_, i) => (i % 2 ? 3 : -1))
    await Promise.all(deltas.map((delta) => adjustStock({ sku: SKU, delta, ...by })))
    const after = await stockOf()
    expect(after.onHand).toBe(before.onHand + 200)
    expect(after.version).toBe(before.version + 200)
    const logged = await shopDb().stockAdjustment.aggregate({
      where: { sku: SKU, actor: 'warehouse' },
      _sum: { delta: true },
      _count: true,
    })
    expect(logged).toEqual({ _sum: { delta: 200 }, _count: 200 })
    expect((await getAvailability([SKU])).items[0]?.available).toBe(after.onHand - after.reserved)
  })

  test('never takes what is reserved, and a refusal leaves no record', async () => {
    await shopDb().stock.update({
      where: { sku: SKU },
      data: { reserved: 2, version: { increment: 1 } },
    })
    const { onHand } = await stockOf()
    const records = await shopDb().stockAdjustment.count()
    expect(await codeOf(adjustStock({ sku: SKU, delta: -onHand + 1, ...by }))).toEqual([
      'insufficient_stock',
      onHand - 2,
    ])
    expect(await codeOf(adjustStock({ sku: 'NO-SUCH', delta: 1, ...by }))).toEqual(['unknown_sku', undefined])
    for (const wrong of [{ delta: 0 }, { delta: 1.5 }, { delta: 1, reason: ' ' }, { delta: 1, actor: '' }]) {
      expect(await codeOf(adjustStock({ sku: SKU, ...by, ...wrong }))).toEqual(['invalid_input', undefined])
    }
    expect(await shopDb().stockAdjustment.count()).toBe(records)
    expect((await stockOf()).onHand).toBe(onHand)
  })
})
