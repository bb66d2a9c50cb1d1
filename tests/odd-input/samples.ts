import { randomUUID } from 'node:crypto'
import { changeShipment } from '@/lib/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { getPage, saveDraft } from '@/lib/publishing'
import { HANDLERS, PEOPLE, type Things } from '../access/table'
import { newThings, people, SKU } from '../support/access-walk'
import { givenStock } from '../support/fixtures'
import { MACHINES } from './machine-samples'
import type { HandlerSample, MoreOf } from './handler-sample'

const pageOf = (things: Things) => ({ kind: 'product' as const, id: things.productId })

/** A draft of the product as it is now, by the version that the next step must name. */
async function drafted(things: Things) {
  const key = pageOf(things)
  const page = await getPage(key)
  const version = page.draft?.version ?? 0
  const content = page.published
  const saved = await saveDraft({ key, version, revision: page.revision, content, editor: SOMEBODY })
  return { params: key, version: saved.draft?.version ?? 0, revision: page.revision }
}

const SOMEBODY = { id: randomUUID(), name: 'Somebody' }

/** What tests/access sends is right for most handlers. These get more, or what reaches further in. */
const MORE: Record<string, MoreOf> = {
  ...MACHINES,
  'GET /api/availability': () => ({ query: ['RDG-SND', 'NO-SUCH'].map((sku) => ['sku', sku] as const) }),
  'GET /api/checkout/quote': () => ({
    query: Object.entries({ shippingMethod: 'express', country: 'DE' }),
  }),
  'GET /api/search': () => ({
    query: Object.entries({ q: 'mug', category: 'kitchen', price: '10-500', stock: 'in', sort: 'price-up' }),
  }),
  'GET /api/orders': ({ orderNumber }) => ({ query: [['before', orderNumber]] }),
  'GET /api/fulfillment/board': () => ({ query: Object.entries({ q: 'ada', limit: '10' }) }),
  'POST /api/fulfillment/shipments/[id]': async ({ shipmentId: id }) => ({
    body: {
      version: (await changeShipment({ id, change: { action: 'pack', version: 1 }, by: SOMEBODY })).version,
      ...{ action: 'ship', carrier: 'UPS', trackingNumber: '1Z999' },
      lines: [{ sku: 'RDG-SND', quantity: 1 }],
    },
  }),
  'GET /api/studio/products': ({ categoryId }) => ({
    query: Object.entries({ q: 'mug', status: 'ACTIVE', category: categoryId }),
  }),
  'GET /api/studio/pages/[kind]/[id]/history': () => ({ query: [['after', '1']] }),
  'PUT /api/studio/pages/[kind]/[id]/draft': async (things) => {
    const { params, version, revision } = await drafted(things)
    return { params, body: { version, revision, content: (await getPage(params)).published } }
  },
  'DELETE /api/studio/pages/[kind]/[id]/draft': async (things) => {
    const { params, version } = await drafted(things)
    return { params, query: [['version', String(version)]] }
  },
  'POST /api/studio/pages/[kind]/[id]/publish': async (things) => {
    const { params, version } = await drafted(things)
    return { params, body: { version, note: 'why' } }
  },
  'POST /api/studio/pages/[kind]/[id]/restore': async (things) => {
    const { params, version, revision } = await drafted(things)
    return { params, body: { revision, version } }
  },
  'POST /api/studio/products/[id]/status': async (things) => ({
    params: { id: things.productId },
    body: { status: 'ACTIVE', revision: (await getPage(pageOf(things))).revision },
  }),
  'POST /api/studio/stock/[sku]': async () => {
    const { version, onHand } = await shopDb().stock.findUniqueOrThrow({ where: { sku: 'RDG-SND' } })
    return { body: { editId: randomUUID(), onHand, version, reason: 'counted' } }
  },
}

/**
 * A request that a handler of tests/access/table.ts answers with 2xx, by the person whom it lets furthest, about things as
 * they are now. A new handler has one as soon as it has its row in that table, without which
 * tests/integration/access.test.ts fails.
 * @param shared what it may ask for when it changes nothing of it
 */
export async function handlerSample(name: string, shared: Things): Promise<HandlerSample> {
  const row = HANDLERS[name]
  if (!row) throw new Error(`tests/access/table.ts has no ${name}`)
  // What was sent before may have sold it, or counted none.
  await givenStock(SKU, 2_000)
  const things = row.fresh || MORE[name] ? await newThings() : shared
  const { path, params = {}, body } = row.ask(things)
  // Staff may do more than others, but what is a shopper's own is the shopper's alone.
  const who = (['admin', 'shopper', ...PEOPLE] as const).find((one) => row.outcome[one].startsWith('2'))
  const { cookie } = people[who ?? 'admin']
  const query = [...new URL(path, 'http://shop').searchParams]
  const isWelcome = who !== undefined || MORE[name] !== undefined
  return {
    params,
    query,
    body,
    headers: cookie ? { cookie } : {},
    isWelcome,
    ...(await MORE[name]?.(things)),
  }
}
