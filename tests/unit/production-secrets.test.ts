import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { HOST_SETTINGS, SECRET_SETTINGS, secretsOf } from '@/lib/config/fingerprints'
import { parseFulfillmentConfig } from '@/lib/config/environment'
import { ConfigError } from '@/lib/config/parse'
import { parseServerConfig } from '@/lib/config/shop/server'
import { entropyBits } from '@/lib/config/unfit-for-production'
import { newSecrets } from '@/local/environment'
import { diagnose } from '@/scripts/doctor'

// Production does not start with what anyone can read in the repository, guess, or listen to.

const random = (name: string) => createHash('sha256').update(name).digest('base64url')

const production: Record<string, string> = {
  DEPLOYMENT: 'production',
  APP_URL: 'https://fiftyone-shop.com',
  DATABASE_URL: `postgresql://shop:${random('db')}@ep-shop-pooler.eu.neon.tech/fiftyone`,
  FULFILLMENT_DATABASE_URL: `postgresql://shop:${random('db')}@ep-shop-pooler.eu.neon.tech/fulfillment`,
  UPSTASH_REDIS_REST_URL: 'https://eu1-shop.upstash.io',
  UPSTASH_REDIS_REST_TOKEN: random('redis'),
  STRIPE_SECRET_KEY: 'sk_live_51Hq8ZtK2nP0aWcRb',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_51Hq8ZtK2nP0aWcRb',
  STRIPE_WEBHOOK_SECRET: `whsec_${random('webhook')}`,
  QSTASH_URL: 'https://qstash.upstash.io',
  QSTASH_TOKEN: random('qstash'),
  QSTASH_CURRENT_SIGNING_KEY: `sig_${random('current')}`,
  QSTASH_NEXT_SIGNING_KEY: `sig_${random('next')}`,
  NEXTAUTH_SECRET: random('nextauth'),
  OIDC_ISSUER: 'https://auth.fiftyone-shop.com',
  OIDC_CLIENT_ID: 'fiftyone',
  OIDC_CLIENT_SECRET: random('oidc'),
  ENCRYPTION_KEYS: `v1:${createHash('sha256').update('v1').digest('base64')}`,
  LOOKUP_KEY: random('lookup'),
  CRON_SECRET: random('cron'),
}

/** The variables that the refusal names; none when it starts. */
function refused(
  environment: Record<string, string | undefined>,
  parse: (environment: Record<string, string | undefined>) => unknown = parseServerConfig,
): string[] {
  try {
    parse(environment)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [...new Set(error.faults.map((fault) => fault.split(':', 1)[0] ?? ''))].sort()
  }
}

const example = parseEnv(readFileSync('.env.example', 'utf8').replace(/^# (?=[A-Z0-9_]+=)/gm, ''))

test('production starts with secrets of its own', () => {
  expect(refused(production)).toEqual([])
  expect(refused(production, parseFulfillmentConfig)).toEqual([])
  // A server that asks itself for its pages goes round its own proxy.
  expect(refused({ ...production, ORIGIN_URL: 'http://127.0.0.1:3000' })).toEqual([])
})

test('each secret of .env.example is refused by name, and so is each address', () => {
  const secrets = [...new Set(secretsOf(example).map(({ setting }) => setting))]
  // ORIGIN_URL, PREVIEW_POSTGRES_URL and the issuers of Google and GitHub hold no secret of their own.
  expect(secrets).toEqual(expect.arrayContaining([...SECRET_SETTINGS]))
  for (const setting of secrets)
    expect(refused({ ...production, KMS_URL: undefined, [setting]: example[setting] }), setting).toContain(
      setting,
    )
  const addresses = [...HOST_SETTINGS, 'STRIPE_API_URL', 'STRIPE_JS_URL', 'KMS_URL'].filter(
    (setting) => !['ORIGIN_URL', 'QSTASH_URL'].includes(setting),
  )
  for (const setting of addresses)
    expect(refused({ ...production, [setting]: example[setting] }), setting).toContain(setting)
})

test('production with the whole of .env.example is refused with every name at once', () => {
  const named = refused({ ...example, DEPLOYMENT: 'production' })
  const secrets = secretsOf(example).map(({ setting }) => setting)
  expect(named).toEqual(expect.arrayContaining([...new Set(secrets)]))
  expect(named).toEqual(expect.arrayContaining(['APP_URL', 'OIDC_ISSUER', 'UPSTASH_REDIS_REST_URL']))
})

test('the doctor says the same, by name', async () => {
  const parts = ['postgres shop', 'postgres fulfillment', 'postgres', 'redis', 'bus', 'schedules', 'stripe']
  const environment = { DEPLOYMENT: 'production', NEXTAUTH_SECRET: 'replace-me-with-32-random-bytes' }
  const findings = await diagnose(environment, [...parts, 'webhook', 'sign-in', 'app', 'warehouse'])
  expect(findings).toContainEqual(
    expect.objectContaining({
      state: 'fault',
      says: 'NEXTAUTH_SECRET: still has a value of .env.example',
    }),
  )
})

test.each<[string, Record<string, string>, string[]]>([
  ['a secret of one letter', { LOOKUP_KEY: 'a'.repeat(64) }, ['LOOKUP_KEY']],
  ['a short secret', { CRON_SECRET: 'k3vQ9xT2mW7rY4zB' }, ['CRON_SECRET']],
  ['a key of zeroes', { ENCRYPTION_KEYS: `v1:${Buffer.alloc(32).toString('base64')}` }, ['ENCRYPTION_KEYS']],
  [
    'a key of zeroes beside a good one',
    { ENCRYPTION_KEYS: `${production['ENCRYPTION_KEYS']},v2:${Buffer.alloc(32, 7).toString('base64')}` },
    ['ENCRYPTION_KEYS'],
  ],
  ['one secret for two things', { CRON_SECRET: random('nextauth') }, ['CRON_SECRET']],
  ['a database’s password as a secret', { LOOKUP_KEY: random('db') }, ['LOOKUP_KEY']],
  [
    'a database’s password of an example',
    { DATABASE_URL: 'postgresql://a:password@db.fiftyone-shop.com/a' },
    ['DATABASE_URL'],
  ],
  ['a test key', { STRIPE_SECRET_KEY: 'sk_test_51Hq8ZtK2nP0aWcRb' }, ['STRIPE_SECRET_KEY']],
  ['a restricted test key', { STRIPE_SECRET_KEY: 'rk_test_51Hq8ZtK2nP0aWcRb' }, ['STRIPE_SECRET_KEY']],
  ['a shop without https', { APP_URL: 'http://fiftyone-shop.com' }, ['APP_URL']],
  ['an auth server without https', { OIDC_ISSUER: 'http://auth.fiftyone-shop.com' }, ['OIDC_ISSUER']],
  ['a Redis without https', { UPSTASH_REDIS_REST_URL: 'http://10.0.0.7:8079' }, ['UPSTASH_REDIS_REST_URL']],
  ['a bus on this machine', { QSTASH_URL: 'https://localhost:8080' }, ['QSTASH_URL']],
  [
    'an alarm without https',
    { ALERT_WEBHOOK_URL: 'http://hooks.fiftyone-shop.com/a1b2c3d4' },
    ['ALERT_WEBHOOK_URL'],
  ],
  ['a stand-in for Stripe', { STRIPE_API_URL: 'https://stripe.fiftyone-shop.com' }, ['STRIPE_API_URL']],
])('production with %s is refused', (_, change, named) => {
  expect(refused({ ...production, ...change })).toEqual(named)
})

test('elsewhere none of this is asked: development and previews start with what they have', () => {
  expect(refused({ ...example, DEPLOYMENT: 'development' })).toEqual([])
})

test('secrets that we draw are never taken for ones that can be guessed', () => {
  for (let i = 0; i < 200; i++) {
    const { nextAuthSecret, lookupKey, encryptionKey } = newSecrets()
    for (const secret of [nextAuthSecret, lookupKey, encryptionKey])
      expect(entropyBits(secret)).toBeGreaterThan(96)
  }
})
