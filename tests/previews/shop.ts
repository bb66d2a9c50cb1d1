import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { Redis } from '@upstash/redis'
import { cardTokenAt } from '../../local/stripe/card-token'
import { payRequest } from '../../scripts/demo/pay-request'

const Quote = z.object({ total: z.unknown() })
const Paid = z.object({ status: z.literal('paid'), order: z.object({ number: z.string() }) })
const List = z.object({ data: z.array(z.looseObject({ pending_webhooks: z.int().optional() })) })

/** A running preview, seen from outside: by HTTP as a shopper, and behind it by its own keys. */
export function shopAt(data: string) {
  const env = parseEnv(readFileSync(path.join(data, 'shop.env'), 'utf8')) as Record<string, string>
  const app = env['APP_URL'] ?? ''
  let cookies: string[] = []

  async function call(route: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${app}${route}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { origin: app, 'content-type': 'application/json', cookie: cookies.join('; ') },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const set = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '')
    const names = set.map((pair) => pair.split('=', 1)[0])
    cookies = [...cookies.filter((pair) => !names.includes(pair.split('=', 1)[0])), ...set]
    return { status: answer.status, body: await answer.json() }
  }

  const stripe = { url: env['STRIPE_API_URL'] ?? '', secretKey: env['STRIPE_SECRET_KEY'] ?? '' }

  /** The newest of Stripe's payments or events. */
  async function listed(route: string) {
    const headers = { authorization: `Bearer ${stripe.secretKey}` }
    return List.parse(await (await fetch(`${stripe.url}${route}`, { headers })).json()).data
  }

  /** A whole purchase by script. @returns the order's number */
  async function buy(sku: string): Promise<string> {
    await call('/api/cart/lines', { sku, quantity: 1 })
    const quote = await call('/api/checkout/quote?shippingMethod=standard&country=US')
    const request = payRequest({ total: Quote.parse(quote.body).total, token: await cardTokenAt(stripe) })
    const { status, body } = await call('/api/checkout', request)
    const paid = Paid.safeParse(body)
    if (!paid.success) throw new Error(`not bought: ${status} ${JSON.stringify(body)}`)
    return paid.data.order.number
  }

  async function query<Row extends object>(database: 'shop' | 'fulfillment', sql: string): Promise<Row[]> {
    const connectionString = env[database === 'shop' ? 'DATABASE_URL' : 'FULFILLMENT_DATABASE_URL']
    const client = new pg.Client({ connectionString })
    await client.connect()
    try {
      return (await client.query<Row>(sql)).rows
    } finally {
      await client.end()
    }
  }

  /** Every row of both databases, every key about a SKU in Redis, every payment and webhook, every message about an order. */
  async function everything() {
    const rowsOf = async (database: 'shop' | 'fulfillment') => {
      const tables = await query<{ name: string }>(
        database,
        `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
      )
      const all: Record<string, unknown> = {}
      for (const { name } of tables) {
        const [row] = await query(
          database,
          `SELECT count(*)::int AS n, md5(string_agg(t::text, '|' ORDER BY t::text)) AS rows FROM ${name} t`,
        )
        all[name] = row
      }
      return all
    }
    const redis = new Redis({
      url: env['UPSTASH_REDIS_REST_URL'] ?? '',
      token: env['UPSTASH_REDIS_REST_TOKEN'] ?? '',
      enableTelemetry: false,
      automaticDeserialization: false,
    })
    const held = (await redis.keys('*')).filter((key) => /:(holds|expiry):/.test(key))
    const messages = await fetch(`${env['QSTASH_URL']}/v2/events`, {
      headers: { authorization: `Bearer ${env['QSTASH_TOKEN']}` },
    })
    return {
      shop: await rowsOf('shop'),
      fulfillment: await rowsOf('fulfillment'),
      held: held.sort(),
      payments: await listed('/v1/payment_intents?limit=100'),
      events: await listed('/v1/events?limit=100'),
      messages: (await messages.text()).match(/\/api\/(fulfillment|shop)\/events/g)?.length ?? 0,
    }
  }

  return { app, env, call, listed, buy, query, everything }
}
