import pg from 'pg'
import { inject } from 'vitest'
import { Lane } from './lane'
import type { Statements } from './variants'

export interface Lanes {
  lanes: Lane[]
  close(): Promise<void>
}

/** Lanes with databases of their own, which `sql` changes. */
export async function openLanes(width: number, sql: Statements = {}): Promise<Lanes> {
  const databases = await makeDatabases(width, sql)
  const lanes = await Promise.all(databases.urls.map((urls) => Lane.open(urls)))
  return {
    lanes,
    async close() {
      forgetClients()
      await Promise.all(lanes.map((lane) => lane.close()))
      await databases.drop()
    },
  }
}

/** A client that waits for transactions of killed processes could not be closed. */
function forgetClients(): void {
  const kept = globalThis as { fiftyoneShopDb?: unknown; fiftyoneFulfillmentDb?: unknown }
  delete kept.fiftyoneShopDb
  delete kept.fiftyoneFulfillmentDb
}

/** A pair of databases for each lane, with one product to sell variants of. */
async function makeDatabases(count: number, sql: Statements) {
  const { postgres, templates } = inject('services')
  const run = `sim${Math.random().toString(36).slice(2, 10)}`
  const urlOf = (database: string) => Object.assign(new URL(postgres), { pathname: `/${database}` }).href
  const names = Array.from({ length: count }, (_, index) => ({
    shop: `${run}_${index}_shop`,
    fulfillment: `${run}_${index}_fulfillment`,
  }))
  await withClient(postgres, async (admin) => {
    for (const { shop, fulfillment } of names) {
      await admin.query(`CREATE DATABASE ${shop} TEMPLATE ${templates.shop} STRATEGY FILE_COPY`)
      await admin.query(`CREATE DATABASE ${fulfillment} TEMPLATE ${templates.fulfillment} STRATEGY FILE_COPY`)
    }
  })
  const urls = names.map(({ shop, fulfillment }) => ({ shop: urlOf(shop), fulfillment: urlOf(fulfillment) }))
  for (const { shop, fulfillment } of urls) {
    await withClient(shop, async (client) => {
      await client.query(PRODUCT)
      if (sql.shop) await client.query(sql.shop)
    })
    await withClient(fulfillment, async (client) => {
      if (sql.fulfillment) await client.query(sql.fulfillment)
    })
  }
  return {
    urls,
    async drop() {
      await withClient(postgres, async (admin) => {
        for (const { shop, fulfillment } of names) {
          await admin.query(`DROP DATABASE IF EXISTS ${shop} WITH (FORCE)`)
          await admin.query(`DROP DATABASE IF EXISTS ${fulfillment} WITH (FORCE)`)
        }
      })
    },
  }
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

const PRODUCT = `
  WITH category AS (INSERT INTO "Category" (id, slug, name) VALUES (gen_random_uuid(), 'c', 'C') RETURNING id)
  INSERT INTO "Product" (id, slug, name, tagline, description, body, details, care, "categoryId", images, "goesWith")
  SELECT gen_random_uuid(), 'p', 'P', '', '', '[]', '{}', '', id, '[]', '{}' FROM category`
