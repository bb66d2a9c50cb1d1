import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { newOrderNumber } from '../../lib/core/ids'
import { measure } from './measure'

const WORKERS = 16

/**
 * T1, T3 and T5 as the shop does them (checkout_reserve, the payment's row, checkout_paid), and the same writes as bare
 * statements of a script that checks nothing: orders a second of each, by 16 workers, on one hot SKU or spread over many.
 */
export async function sqlOrders(
  url: string,
  { skus, orders }: { skus: readonly string[]; orders: number },
): Promise<{ shop: number; bare: number }> {
  const pool = new pg.Pool({ connectionString: url, max: WORKERS })
  try {
    const run = async (order: (pool: pg.Pool, cart: Cart) => Promise<void>, count: number) => {
      const carts = await makeCarts(pool, skus, count)
      const { perSecond } = await measure(WORKERS, count, (i) => order(pool, cart(carts, i)))
      return perSecond
    }
    await run(shopOrder, 100)
    await run(bareOrder, 100)
    // One after the other and back, so that neither has the better half of the machine.
    const shop = [await run(shopOrder, orders)]
    const bare = [await run(bareOrder, orders), await run(bareOrder, orders)]
    shop.push(await run(shopOrder, orders))
    return { shop: mean(shop), bare: mean(bare) }
  } finally {
    await pool.end()
  }
}

interface Cart {
  customerId: string
  cartId: string
  orderId: string
  sku: string
}

const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

function cart(carts: Cart[], index: number): Cart {
  const found = carts[index]
  if (!found) throw new Error('no such cart')
  return found
}

async function makeCarts(pool: pg.Pool, skus: readonly string[], count: number): Promise<Cart[]> {
  const carts = Array.from({ length: count }, (_, i) => ({
    customerId: randomUUID(),
    cartId: randomUUID(),
    orderId: randomUUID(),
    sku: skus[i % skus.length] ?? '',
  }))
  await pool.query(
    `WITH c AS (SELECT * FROM jsonb_to_recordset($1) AS c("customerId" uuid, "cartId" uuid, sku text)),
      customer AS (INSERT INTO "Customer" ("customerId") SELECT "customerId" FROM c),
      cart AS (INSERT INTO "Cart" ("customerId", id, "expiresAt") SELECT "customerId", "cartId", now() + interval '1 day' FROM c),
      units AS (UPDATE "Stock" s SET "onHand" = s."onHand" + n.count FROM (SELECT sku, count(*)::int AS count FROM c GROUP BY sku) n
        WHERE n.sku = s.sku),
      logged AS (INSERT INTO "StockAdjustment" (id, sku, delta, reason, actor)
        SELECT gen_random_uuid(), sku, count(*), 'bench', 'bench' FROM c GROUP BY sku)
    INSERT INTO "CartLine" ("customerId", "cartId", sku, quantity) SELECT "customerId", "cartId", sku, 1 FROM c`,
    [JSON.stringify(carts)],
  )
  return carts
}

const ADDRESS = { name: 'Ada', line1: '1 Main St', city: 'Portland', postalCode: '97201', country: 'US' }
const INTENT = 'ab'.repeat(16)

async function shopOrder(pool: pg.Pool, { customerId, cartId, orderId, sku }: Cart): Promise<void> {
  const line = { sku, quantity: 1, unitPrice: 0, slug: sku, name: sku, options: {}, imageKey: 'x' }
  const { rows: prices } = await price(pool, sku)
  const total = prices[0]?.price ?? 0
  const reserved = await pool.query<{ result: { outcome: string } }>(
    'SELECT checkout_reserve($1) AS result',
    [
      JSON.stringify({
        ...{ customerId, cartId, orderId, cartVersion: 1, number: newOrderNumber(), checkoutKey: orderId },
        ...{
          email: 'ada@example.com',
          shippingAddress: ADDRESS,
          shippingMethod: 'standard',
          currency: 'USD',
        },
        ...{ subtotal: total, shipping: 0, tax: 0, total, openForSeconds: 900, maxOpenOrders: 2 },
        lines: [{ ...line, unitPrice: total }],
      }),
    ],
  )
  if (reserved.rows[0]?.result.outcome !== 'reserved') throw new Error(JSON.stringify(reserved.rows[0]))
  await pool.query(ATTACH, [customerId, orderId, `\\x${orderId.replaceAll('-', '')}`, total])
  const paid = await pool.query<{ result: { outcome: string } }>('SELECT checkout_paid($1) AS result', [
    JSON.stringify({
      ...{
        customerId,
        orderId,
        intentHash: orderId.replaceAll('-', ''),
        intentSealed: INTENT,
        keyVersion: 1,
      },
      ...{ amount: total, currency: 'USD', eventId: randomUUID(), eventName: 'order.paid.v1' },
      eventPayload: { orderId, lines: [line], shippingAddress: ADDRESS },
    }),
  ])
  if (paid.rows[0]?.result.outcome !== 'paid') throw new Error(JSON.stringify(paid.rows[0]))
}

async function bareOrder(pool: pg.Pool, { customerId, cartId, orderId, sku }: Cart): Promise<void> {
  const { rows: prices } = await price(pool, sku)
  const total = prices[0]?.price ?? 0
  await pool.query(BARE_RESERVE, [
    customerId,
    orderId,
    newOrderNumber(),
    cartId,
    JSON.stringify(ADDRESS),
    total,
    sku,
  ])
  await pool.query(ATTACH, [customerId, orderId, `\\x${orderId.replaceAll('-', '')}`, total])
  await pool.query(BARE_PAID, [customerId, orderId, cartId, randomUUID(), sku, JSON.stringify({ orderId })])
}

const price = (pool: pg.Pool, sku: string) =>
  pool.query<{ price: number }>('SELECT price FROM "Variant" WHERE sku = $1', [sku])

const ATTACH = `
  WITH moved AS (UPDATE "Order" SET status = 'PAYING' WHERE "customerId" = $1::uuid AND id = $2::uuid AND status = 'PENDING' RETURNING 1)
  INSERT INTO "Payment" ("customerId", "orderId", "intentSealed", "keyVersion", "intentHash", amount, currency)
  SELECT $1::uuid, $2::uuid, '\\x00', 1, $3::bytea, $4::int, 'USD' FROM moved`

/** The writes alone: no check of the price, the cart's version, another open order or the shopper's other tabs. */
const BARE_RESERVE = `
  WITH taken AS (UPDATE "Stock" SET reserved = reserved + 1, version = version + 1, "updatedAt" = now()
      WHERE sku = $7::text AND "onHand" - reserved >= 1 RETURNING 1),
    bought AS (INSERT INTO "Order" ("customerId", id, number, "checkoutKey", "cartId", "cartVersion", status, email,
        "shippingAddress", "shippingMethod", currency, subtotal, shipping, tax, total, "expiresAt")
      SELECT $1::uuid, $2::uuid, $3::text, $2::uuid::text, $4::uuid, 1, 'PENDING', 'ada@example.com', $5::jsonb, 'standard', 'USD', $6::int, 0, 0, $6::int, now() + interval '15 minutes'
      FROM taken),
    line AS (INSERT INTO "OrderLine" ("customerId", "orderId", sku, slug, name, options, "imageKey", "unitPrice", quantity, "lineTotal")
      SELECT $1::uuid, $2::uuid, $7::text, $7::text, $7::text, '{}', 'x', $6::int, 1, $6::int FROM taken),
    cart AS (UPDATE "Cart" SET "expiresAt" = now() + interval '15 minutes' WHERE "customerId" = $1::uuid AND id = $4::uuid)
  INSERT INTO "Reservation" ("customerId", "orderId", sku, quantity, status) SELECT $1::uuid, $2::uuid, $7::text, 1, 'HELD' FROM taken`

const BARE_PAID = `
  WITH paid AS (UPDATE "Order" SET status = 'PAID', "paidAt" = now(), "shippingStatus" = 'PREPARING'
      WHERE "customerId" = $1::uuid AND id = $2::uuid AND status = 'PAYING' RETURNING 1),
    cart AS (UPDATE "Cart" SET status = 'ORDERED', version = version + 1, "updatedAt" = now() WHERE "customerId" = $1::uuid AND id = $3::uuid),
    told AS (INSERT INTO "OutboxEvent" ("customerId", id, type, payload) SELECT $1::uuid, $4::uuid, 'order.paid.v1', $6::jsonb FROM paid),
    kept AS (UPDATE "Reservation" SET status = 'COMMITTED' WHERE "customerId" = $1::uuid AND "orderId" = $2::uuid AND status = 'HELD')
  UPDATE "Stock" SET "onHand" = "onHand" - 1, reserved = reserved - 1, version = version + 1, "updatedAt" = now() WHERE sku = $5::text`
