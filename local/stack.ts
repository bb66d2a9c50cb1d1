import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import {
  composeEnvironment,
  newSecrets,
  OIDC_CLIENT_ID,
  type StackParts,
  type StackSecrets,
} from './environment'
import { freePort } from './free-port'
import { startLocalOidc } from './oidc'
import { startLocalPostgres } from './postgres'
import { startLocalQStash } from './qstash'
import { startLocalStripe } from './stripe'
import { startLocalUpstash } from './upstash'

export interface LocalStack {
  parts: StackParts
  /** The app's whole environment; what the caller of `startStack` has set of it wins, but for the parts' addresses. */
  env: Record<string, string>
  redisEngine: 'redis' | 'memory'
  /** Who can sign in at the stand-in for the auth server. */
  people: readonly { email: string; password: string; roles: readonly string[] }[]
  close(): Promise<void>
}

const DATABASES = { shop: 'fiftyone', fulfillment: 'fiftyone_fulfillment' } as const

/**
 * Settings that a caller's own environment decides, when it has them. Addresses of parts are not among them: a
 * DATABASE_URL that was meant for another project must not get this one's migrations.
 */
const CALLERS = [
  ...['DATABASE_POOL', 'FULFILLMENT_DATABASE_POOL', 'REDIS_PREFIX', 'HOLD_MINUTES', 'RATE_LIMIT_FACTOR'],
  ...['ALERT_WEBHOOK_URL', 'FULFILLMENT_URL', 'SERVICES', 'DEPLOYMENT', 'CLIENT_ADDRESS_HEADER'],
  ...['PREVIEW_BRANCH', 'DEPLOYMENT_NAME'],
]

/**
 * Starts every part of a shop but the app, on loopback, with its data in `dataDir`. Each port is the wished one or the
 * next that is free; secrets are drawn once and kept in the folder.
 */
export async function startStack(options: {
  dataDir: string
  /** Where the app will answer. */
  appPort: number
  /** A Redis to stand on, instead of one of its own. */
  redisUrl?: string | undefined
  redisEngine?: 'redis' | 'memory' | undefined
}): Promise<LocalStack> {
  const { dataDir, appPort } = options
  await mkdir(dataDir, { recursive: true })
  const secrets = await keptSecrets(path.join(dataDir, 'secrets.json'))
  const app = `http://localhost:${appPort}`
  const ports = await portsFor(appPort)

  const started: { close(): Promise<void> }[] = []
  const start = async <Part extends { close(): Promise<void> }>(part: Promise<Part>): Promise<Part> => {
    const running = await part
    started.push(running)
    return running
  }
  // One after the other, the fastest first, so that a failure leaves nothing that is still starting.
  const close = async () => {
    await Promise.all(started.map((part) => part.close()))
  }
  try {
    const redis = await start(
      startLocalUpstash({
        port: ports.redis,
        token: secrets.redisToken,
        redisUrl: options.redisUrl,
        engine: options.redisEngine,
      }),
    )
    const stripe = await start(
      startLocalStripe({
        port: ports.stripe,
        dataFile: path.join(dataDir, 'stripe.json'),
        webhooks: [{ url: `${app}/api/webhooks/stripe`, secret: secrets.stripeWebhookSecret }],
      }),
    )
    const qstash = await start(
      startLocalQStash({
        port: ports.qstash,
        token: secrets.qstashToken,
        currentSigningKey: secrets.qstashCurrentSigningKey,
        nextSigningKey: secrets.qstashNextSigningKey,
      }),
    )
    const oidc = await start(
      startLocalOidc({
        port: ports.oidc,
        clients: [
          {
            clientId: OIDC_CLIENT_ID,
            clientSecret: secrets.oidcClientSecret,
            redirectUris: [app, ...elsewhere()].map((url) => `${url}/api/auth/callback/oidc`),
          },
        ],
      }),
    )
    const postgres = await start(
      startLocalPostgres({
        dataDir: path.join(dataDir, 'postgres'),
        port: ports.postgres,
        databases: Object.values(DATABASES),
      }),
    )
    const { url, secretKey, publishableKey, stripeJsUrl } = stripe
    const parts: StackParts = {
      app,
      postgres: postgres.url(DATABASES.shop),
      fulfillmentPostgres: postgres.url(DATABASES.fulfillment),
      redis: { url: redis.url, token: redis.token },
      stripe: { url, secretKey, publishableKey, stripeJsUrl },
      qstash: { url: qstash.url, token: qstash.token },
      oidc: oidc.issuer,
    }
    const env: Record<string, string> = {
      ...composeEnvironment(parts, secrets),
      // Shops that share a Redis must not share keys.
      ...(options.redisUrl ? { REDIS_PREFIX: `f51-${shortHash(path.resolve(dataDir))}` } : {}),
      ...callersSettings(),
    }
    // A warehouse that is elsewhere has a database that the shop cannot reach.
    if ('FULFILLMENT_URL' in env) delete env['FULFILLMENT_DATABASE_URL']
    return { parts, env, redisEngine: redis.engine, people: oidc.people, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Ports in a row that depend on the app's, so that two shops do not compete and a restart finds its own again. */
async function portsFor(appPort: number) {
  const first = 20_000 + (appPort % 1_000) * 10
  const names = ['postgres', 'redis', 'stripe', 'qstash', 'oidc'] as const
  const ports = { postgres: 0, redis: 0, stripe: 0, qstash: 0, oidc: 0 }
  let next = first
  for (const name of names) {
    ports[name] = await freePort(next)
    next = ports[name] + 1
  }
  return ports
}

async function keptSecrets(file: string): Promise<StackSecrets> {
  const fresh = newSecrets()
  const kept: Partial<StackSecrets> = await readFile(file, 'utf8').then(JSON.parse, () => ({}))
  const secrets = { ...fresh, ...kept }
  await writeFile(file, JSON.stringify(secrets, null, 2) + '\n', { mode: 0o600 })
  await chmod(file, 0o600)
  return secrets
}

/** Where the warehouse answers by itself, when it does: one may sign in there, too. */
function elsewhere(): string[] {
  const url = process.env['FULFILLMENT_URL']
  return url ? [url] : []
}

function callersSettings(): Record<string, string> {
  return Object.fromEntries(
    CALLERS.flatMap((name) => {
      const value = process.env[name]
      return value ? [[name, value] as const] : []
    }),
  )
}

export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)
