import { beforeEach, describe, expect, test } from 'vitest'
import {
  changeShipment,
  getBatch,
  getBoard,
  listBatches,
  releaseBatch,
  setShelf,
  startBatch,
  handleEvent,
} from '@/lib/fulfillment'
import { newId } from '@/lib/core/ids'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { paidOrder } from '../support/paid-order'

const WANDA = { id: 'wanda', name: 'Wanda' }
const WILL = { id: 'will', name: 'Will' }
const FIRST = new Date('2026-01-01T08:00:00Z').getTime()

beforeEach(async () => {
  await fulfillmentDb()
    .$executeRaw`TRUNCATE "Shipment", "ShipmentLine", "Parcel", "ParcelLine", "Shelf", "PickBatch"`
})

/** Orders that wait in the warehouse, a minute apart, the oldest first. */
async function waiting(count: number, skus = ['A'], name = 'Ada') {
  const numbers: string[] = []
  for (let index = 0; index < count; index++) {
    const order = paidOrder({
      paidAt: new Date(FIRST + index * 60_000).toISOString(),
      lines: skus.map((sku) => ({ sku, name: `Thing ${sku}`, options: {}, quantity: 1, unitPrice: 100 })),
    })
    order.shippingAddress.name = name
    await handleEvent({ id: newId(), customerId: newId(), payload: order })
    numbers.push(order.orderNumber)
  }
  return numbers
}
const numbersOf = (shipments: readonly { orderNumber: string }[]) =>
  shipments.map(({ orderNumber }) => orderNumber)
const start = (size: number, by = WANDA, zone?: string) =>
  startBatch({ request: { id: newId(), size, ...(zone && { zone }) }, by })

describe('the board', () => {
  test('counts every order, however few of them it lists', async () => {
    const numbers = await waiting(60)
    const board = await getBoard({ limit: 50 })
    expect(board.toPick).toHaveLength(50)
    expect(board.counts).toMatchObject({ toPick: 60, packed: 0, shipped: 0, attention: 0 })
    expect(numbersOf((await getBoard({ limit: 200 })).toPick)).toEqual(numbers)
  })

  test('finds an order by its number, a SKU, a name and a tracking number, also where it is not listed', async () => {
    const numbers = await waiting(60)
    const last = numbers[59] ?? ''
    await waiting(1, ['LAMP-1'], 'Grace Hopper')
    const found = async (q: string) => {
      const { toPick, packed, shipped } = await getBoard({ q })
      return numbersOf([...toPick, ...packed, ...shipped])
    }
    expect(await found(last)).toEqual([last])
    expect(await found(last.toLowerCase().replaceAll('-', ' '))).toEqual([last])
    expect(await found('lamp-1')).toHaveLength(1)
    expect(await found('hopper')).toHaveLength(1)
    expect(await found('%')).toEqual([])
    expect((await getBoard({ q: 'Thing A' })).counts.toPick).toBe(60)

    const [lamp] = (await getBoard({ q: 'lamp-1' })).toPick
    const id = lamp?.id ?? ''
    await changeShipment({ id, change: { action: 'pack', version: 1 }, by: WANDA })
    const ship = { action: 'ship', version: 2, carrier: 'UPS', trackingNumber: '1Z-FIND-ME' } as const
    await changeShipment({ id, change: ship, by: WANDA })
    expect(await found('1z-find-me')).toEqual([lamp?.orderNumber])
  })

  test('shows what was shipped in the last day; an older parcel is found by a search', async () => {
    const [number = ''] = await waiting(1)
    const [shipment] = (await getBoard()).toPick
    const id = shipment?.id ?? ''
    await changeShipment({ id, change: { action: 'pack', version: 1 }, by: WANDA })
    const ship = { action: 'ship', version: 2, carrier: 'UPS', trackingNumber: 'OLD-1' } as const
    await changeShipment({ id, change: ship, by: WANDA })
    expect((await getBoard()).counts.shipped).toBe(1)
    await fulfillmentDb().$executeRaw`UPDATE "Shipment" SET "shippedAt" = now() - interval '25 hours'`
    expect((await getBoard()).counts.shipped).toBe(0)
    expect(numbersOf((await getBoard({ q: number })).shipped)).toEqual([number])
  })
})

describe('batches', () => {
  test('take the oldest orders, and name their picker on the board', async () => {
    const numbers = await waiting(5)
    const batch = await start(3)
    expect(numbersOf(batch.shipments)).toEqual(numbers.slice(0, 3))
    expect((await getBoard()).toPick.map(({ picker }) => picker)).toEqual([
      'Wanda',
      'Wanda',
      'Wanda',
      null,
      null,
    ])
  })

  test('started by many workers at once share no order and leave none out', async () => {
    const numbers = await waiting(40)
    const started = await Promise.all(Array.from({ length: 20 }, () => start(2)))
    const taken = started.flatMap(({ shipments }) => numbersOf(shipments))
    expect(taken.toSorted()).toEqual(numbers.toSorted())
  })

  test('the same request sent again starts no second batch', async () => {
    await waiting(4)
    const request = { id: newId(), size: 2 }
    const batches = await Promise.all(Array.from({ length: 10 }, () => startBatch({ request, by: WANDA })))
    expect(new Set(batches.map(({ shipments }) => numbersOf(shipments).join())).size).toBe(1)
    expect(await listBatches(WANDA)).toMatchObject({ open: [{ left: 2, size: 2 }], waiting: 2 })
  })

  test('stay in one part of the warehouse when a worker asks for it', async () => {
    const inA = await waiting(2, ['A1', 'A2'])
    await waiting(1, ['A1', 'B1'])
    await waiting(1, ['UNPLACED'])
    const inB = await waiting(1, ['B1'])
    for (const [sku, place] of [
      ['A1', 'A2-10'],
      ['A2', 'A7'],
      ['B1', 'B-3'],
    ] as const) {
      await setShelf({ sku, place, by: WANDA })
    }
    expect((await listBatches(WANDA)).zones).toEqual([
      { zone: 'A', orders: 2 },
      { zone: 'B', orders: 1 },
    ])
    expect(numbersOf((await start(20, WANDA, 'A')).shipments)).toEqual(inA)
    expect(numbersOf((await start(20, WANDA, 'B')).shipments)).toEqual(inB)
    await expect(start(20, WANDA, 'C')).rejects.toMatchObject({ code: 'conflict' })
    expect((await listBatches(WANDA)).open).toHaveLength(2)
    expect((await start(20)).shipments).toHaveLength(2)
  })

  test('are done once their orders are packed; what is handed back goes to the next worker', async () => {
    const numbers = await waiting(3)
    const batch = await start(2)
    const [first] = batch.shipments
    await changeShipment({ id: first?.id ?? '', change: { action: 'pack', version: 1 }, by: WANDA })
    expect(await listBatches(WILL)).toMatchObject({
      open: [{ picker: 'Wanda', isMine: false, left: 1, size: 2 }],
      waiting: 1,
    })
    expect(await releaseBatch({ id: batch.id, by: WILL })).toEqual({ released: 1 })
    expect(await releaseBatch({ id: batch.id, by: WILL })).toEqual({ released: 0 })
    expect((await listBatches(WANDA)).open).toEqual([])
    expect((await getBatch(batch.id)).shipments).toEqual([])
    expect(numbersOf((await start(10, WILL)).shipments)).toEqual(numbers.slice(1))
    await expect(start(10)).rejects.toMatchObject({ code: 'conflict' })
  })
})
