import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePort } from '../../local/free-port'
import { migrate } from '../../scripts/prisma'
import { startLocalPostgres } from '../../local/postgres'
import { startLocalStripe } from '../../local/stripe'
import { startLocalUpstash } from '../../local/upstash'

export interface TestServices {
  /** Connection string of the server's own database. */
  postgres: string
  /** Migrated databases to clone. */
  templates: { shop: string; fulfillment: string }
  redis: { url: string; token: string }
  stripe: { url: string; secretKey: string; publishableKey: string; stripeJsUrl: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    services: TestServices
  }
}

const TEMPLATES = { shop: 'shop_template', fulfillment: 'fulfillment_template' } as const

/**
 * Starts, once for all test files, what they share: a private Postgres with a migrated template of each database, and
 * the stand-ins for Redis and Stripe.
 */
export default async function startServices(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiftyone-test-'))
  await chmod(folder, 0o755) // Postgres runs as another user when this is root
  const [postgres, redis, stripe] = await Promise.all([
    startTemplates(path.join(folder, 'postgres')),
    startLocalUpstash(),
    startLocalStripe(),
  ])
  const { url, secretKey, publishableKey, stripeJsUrl } = stripe
  project.provide('services', {
    postgres: postgres.url('postgres'),
    templates: TEMPLATES,
    redis: { url: redis.url, token: redis.token },
    stripe: { url, secretKey, publishableKey, stripeJsUrl },
  })
  return async () => {
    await Promise.all([postgres.close(), redis.close(), stripe.close()])
    await rm(folder, { recursive: true, force: true })
  }
}

async function startTemplates(dataDir: string) {
  const postgres = await startLocalPostgres({
    dataDir,
    port: await freePort(),
    databases: Object.values(TEMPLATES),
    durable: false,
  })
  await migrate({ shop: postgres.url(TEMPLATES.shop), fulfillment: postgres.url(TEMPLATES.fulfillment) })
  return postgres
}
