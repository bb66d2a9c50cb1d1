import { serverConfig } from '@/lib/config/shop/server'
import { newGuest, type Shopper } from '@/lib/shopper'
import { shopDb, shopTransaction } from '@/lib/infra/db/shop'
import { loadCatalogue } from '@/prisma/seed/load'

/** Puts the real catalogue, with its stock, into this test file's database. Again: changes nothing. */
export async function seedCatalog(options: { variations?: number } = {}): Promise<void> {
  await loadCatalogue(shopDb(), options)
}

/** Makes `units` of a known SKU available to buy (onHand = reserved + units), logged as an adjustment (I1 holds). */
export async function givenStock(sku: string, units: number): Promise<void> {
  await shopTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ onHand: number; reserved: number }[]>`
      SELECT "onHand", "reserved" FROM "Stock" WHERE "sku" = ${sku} FOR UPDATE`
    if (!row) throw new Error(`there is no stock of ${sku}; seedCatalog() first`)
    const delta = row.reserved + units - row.onHand
    if (delta === 0) return
    await tx.stock.update({
      where: { sku },
      data: { onHand: { increment: delta }, version: { increment: 1 } },
    })
    await tx.stockAdjustment.create({ data: { sku, delta, reason: 'test', actor: 'test' } })
  })
}

/** A guest who is stored already, and the Cookie header of its browser. */
export async function newShopper(): Promise<{ shopper: Shopper; cookie: string }> {
  const { shopper, cookies } = newGuest()
  await shopDb().$executeRaw`SELECT customer_open(${shopper.customerId}::uuid, ${shopper.tokenHash})`
  const cookie = cookies.map((header) => header.split(';', 1)[0]).join('; ')
  return { shopper: { ...shopper, isNew: false }, cookie }
}

export interface RequestOptions {
  method?: string
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown
  cookie?: string
  /** Our own origin unless given; null sends none. */
  origin?: string | null
  headers?: Record<string, string>
}

/** A request as the shop's own pages send it: same origin, JSON. POST when there is a body, GET otherwise. */
export function request(path: string, options: RequestOptions = {}): Request {
  const { body, cookie, headers: more } = options
  const method = options.method ?? (body === undefined ? 'GET' : 'POST')
  const { origin: own } = new URL(serverConfig().APP_URL)
  const origin = options.origin === undefined ? (method === 'GET' ? null : own) : options.origin
  const headers = new Headers(more)
  if (origin !== null) headers.set('origin', origin)
  if (cookie) headers.set('cookie', cookie)
  if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  return new Request(new URL(path, serverConfig().APP_URL), {
    method,
    headers,
    ...(text === undefined ? {} : { body: text }),
  })
}
