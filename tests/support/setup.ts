import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { composeEnvironment, newSecrets } from '../../local/environment'
import { listenToStock } from '../../lib/revalidation/listen-to-stock'
import type {} from './global-setup'

/*
 * Before each test file, and before it imports a context: databases of its own, keys of its own in Redis, and the whole
 * environment of lib/config. What a test changes in process.env before it first calls a context counts.
 */

// As instrumentation.ts does. It loads the contexts with the first change of stock, so a test's mocks come first.
listenToStock()

const services = inject('services')
const run = `t${randomBytes(6).toString('hex')}`
const databases = { shop: `${run}_shop`, fulfillment: `${run}_fulfillment` }

const urlOf = (database: string) =>
  Object.assign(new URL(services.postgres), { pathname: `/${database}` }).href

await asAdmin(async (admin) => {
  await admin.query(
    `CREATE DATABASE ${databases.shop} TEMPLATE ${services.templates.shop} STRATEGY FILE_COPY`,
  )
  await admin.query(
    `CREATE DATABASE ${databases.fulfillment} TEMPLATE ${services.templates.fulfillment} STRATEGY FILE_COPY`,
  )
})

const secrets = newSecrets()
Object.assign(
  process.env,
  composeEnvironment(
    {
      app: 'http://localhost:3000',
      postgres: urlOf(databases.shop),
      fulfillmentPostgres: urlOf(databases.fulfillment),
      redis: services.redis,
      stripe: services.stripe,
      // Tests that publish start a bus of their own; nothing listens here.
      qstash: { url: 'http://127.0.0.1:9', token: secrets.qstashToken },
      oidc: 'http://127.0.0.1:9',
    },
    secrets,
  ),
  { REDIS_PREFIX: run, RATE_LIMIT_FACTOR: '1000' },
)

interface Disconnectable {
  $disconnect(): Promise<void>
}

afterAll(async () => {
  const kept = globalThis as typeof globalThis & {
    fiftyoneShopDb?: Disconnectable
    fiftyoneFulfillmentDb?: Disconnectable
  }
  await Promise.all([kept.fiftyoneShopDb?.$disconnect(), kept.fiftyoneFulfillmentDb?.$disconnect()])
  await asAdmin(async (admin) => {
    for (const database of Object.values(databases)) {
      await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
    }
  })
})

async function asAdmin(work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: services.postgres })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
