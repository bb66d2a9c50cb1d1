import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { branchNames } from '@/lib/config/branch-names'
import { withBranch } from '@/lib/config/branch-environment'
import { HOST_SETTINGS, printFingerprints, SECRET_SETTINGS } from '@/lib/config/fingerprints'
import { ConfigError } from '@/lib/config/parse'
import { parseServerConfig } from '@/lib/config/shop/server'

// Hazard 21: previews share production's data. Every environment that could is refused, with every reason at once.

/** As random as a secret should be, and the same each time. */
const secret = (name: string) => createHash('sha256').update(name).digest('base64url')

const environmentOf = (who: string): Record<string, string> => ({
  APP_URL: `https://${who}.fiftyone-shop.com`,
  DATABASE_URL: `postgresql://shop:${secret(`${who}-db`)}@ep-${who}-pooler.eu.neon.tech/fiftyone`,
  FULFILLMENT_DATABASE_URL: `postgresql://shop:${secret(`${who}-fdb`)}@ep-${who}-f.eu.neon.tech/fulfillment`,
  UPSTASH_REDIS_REST_URL: `https://${who}.upstash.io`,
  UPSTASH_REDIS_REST_TOKEN: secret(`${who}-redis`),
  STRIPE_SECRET_KEY: `sk_test_${who}`,
  STRIPE_PUBLISHABLE_KEY: `pk_test_${who}`,
  STRIPE_WEBHOOK_SECRET: `whsec_${secret(`${who}-webhook`)}`,
  QSTASH_URL: 'https://qstash.upstash.io',
  QSTASH_TOKEN: secret(`${who}-qstash`),
  QSTASH_CURRENT_SIGNING_KEY: secret(`${who}-current`),
  QSTASH_NEXT_SIGNING_KEY: secret(`${who}-next`),
  NEXTAUTH_SECRET: secret(`${who}-nextauth`),
  OIDC_ISSUER: `https://auth.${who}.fiftyone-shop.com`,
  OIDC_CLIENT_ID: 'fiftyone',
  OIDC_CLIENT_SECRET: secret(`${who}-oidc`),
  ENCRYPTION_KEYS: `v1:${createHash('sha256').update(who).digest('base64')}`,
  LOOKUP_KEY: secret(`${who}-lookup`),
  CRON_SECRET: secret(`${who}-cron`),
})

const production: Record<string, string> = {
  ...environmentOf('production'),
  DEPLOYMENT: 'production',
  STRIPE_SECRET_KEY: 'sk_live_production',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_production',
}
const preview: Record<string, string> = {
  ...environmentOf('preview'),
  DEPLOYMENT: 'preview',
  PRODUCTION_FINGERPRINTS: printFingerprints(production),
}

/** The variables that the refusal names; none when it starts. */
function refused(environment: Record<string, string | undefined>): string[] {
  try {
    parseServerConfig(environment)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [...new Set(error.faults.map((fault) => fault.split(':', 1)[0] ?? ''))].sort()
  }
}

test('production starts with what is its own, a preview with what is its own', () => {
  expect(refused(production)).toEqual([])
  expect(refused(preview)).toEqual([])
  expect(refused({ ...preview, DEPLOYMENT: 'development' })).toEqual([])
})

// APP_URL is production's host, the publishable key is public: neither is a secret, and both are refused below.
const TAKEN = Object.keys(environmentOf('')).filter(
  (name) => !['QSTASH_URL', 'OIDC_CLIENT_ID', 'STRIPE_PUBLISHABLE_KEY'].includes(name),
)

test.each(TAKEN.flatMap((name) => [['preview', name] as const, ['development', name] as const]))(
  'a %s deployment with production’s %s is refused by name',
  (DEPLOYMENT, name) => {
    expect(refused({ ...preview, DEPLOYMENT, [name]: production[name] })).toEqual([name])
  },
)

test('a preview that has all of production is refused with every fault named', () => {
  const faults = refused({
    ...production,
    DEPLOYMENT: 'preview',
    PRODUCTION_FINGERPRINTS: preview['PRODUCTION_FINGERPRINTS'],
  })
  expect(faults).toEqual([...TAKEN, 'STRIPE_PUBLISHABLE_KEY'].sort())
})

test.each([
  ['a secret under another name', { CRON_SECRET: production['NEXTAUTH_SECRET'] }, ['CRON_SECRET']],
  [
    'the direct host of a pooled database',
    { DATABASE_URL: 'postgresql://me:mine-mine-mine@ep-production.eu.neon.tech/x' },
    ['DATABASE_URL'],
  ],
  [
    'a database’s host where the warehouse’s should be',
    { FULFILLMENT_DATABASE_URL: 'postgresql://me:mine@ep-production.eu.neon.tech/x' },
    ['FULFILLMENT_DATABASE_URL'],
  ],
  [
    'a host in capitals',
    { UPSTASH_REDIS_REST_URL: 'https://PRODUCTION.upstash.io' },
    ['UPSTASH_REDIS_REST_URL'],
  ],
  [
    'production’s key beside its own',
    {
      ENCRYPTION_KEYS: `${environmentOf('preview')['ENCRYPTION_KEYS']},${production['ENCRYPTION_KEYS']?.replace('v1', 'v2')}`,
    },
    ['ENCRYPTION_KEYS'],
  ],
  ['the warehouse of production', { FULFILLMENT_URL: production['APP_URL'] }, ['FULFILLMENT_URL']],
  [
    'live keys of any account',
    { STRIPE_SECRET_KEY: 'rk_live_any', STRIPE_PUBLISHABLE_KEY: 'pk_live_any' },
    ['STRIPE_PUBLISHABLE_KEY', 'STRIPE_SECRET_KEY'],
  ],
  ['no way to recognise production', { PRODUCTION_FINGERPRINTS: undefined }, ['PRODUCTION_FINGERPRINTS']],
  [
    'fingerprints that are cut off',
    { PRODUCTION_FINGERPRINTS: preview['PRODUCTION_FINGERPRINTS']?.slice(0, -3) },
    ['PRODUCTION_FINGERPRINTS'],
  ],
  [
    'a missing variable and a stolen one',
    { LOOKUP_KEY: undefined, CRON_SECRET: production['CRON_SECRET'] },
    ['CRON_SECRET', 'LOOKUP_KEY'],
  ],
])('a preview with %s is refused', (_, change, named) => {
  expect(refused({ ...preview, ...change })).toEqual(named)
})

test.each([
  ['a host that calls it a preview', { VERCEL_ENV: 'preview' }, ['DEPLOYMENT']],
  ['a branch to preview', { PREVIEW_BRANCH: 'main' }, ['PREVIEW_BRANCH']],
])('what calls itself production with %s is refused: its variables were copied', (_, change, named) => {
  expect(refused({ ...production, ...change })).toEqual(named)
})

test('on one machine nothing need be set: no part is anyone else’s', () => {
  const local = Object.fromEntries(
    Object.entries(environmentOf('local')).map(([name, value]) => [
      name,
      value.replace(/[\w.-]+\.(com|io|tech)/, '127.0.0.1'),
    ]),
  )
  expect(refused(local)).toEqual([])
})

test('fingerprints give nothing away and differ each time', () => {
  const printed = [printFingerprints(production), printFingerprints(production)]
  expect(printed[0]).not.toBe(printed[1])
  for (const value of Object.values(production)) expect(printed[0]).not.toContain(value)
})

test('every secret and every address of .env.example can be recognised', () => {
  const text = readFileSync('.env.example', 'utf8').replace(/^# (?=[A-Z0-9_]+=)/gm, '')
  const names = Object.keys(parseEnv(text))
  const secrets = names.filter(
    (name) => /(SECRET|TOKEN|KEYS?)$/.test(name) && name !== 'STRIPE_PUBLISHABLE_KEY',
  )
  const hosts = names.filter((name) => /(URL|ISSUER)$/.test(name))
  // Stand-ins have no production; the addresses of an alarm and of a purge are secrets.
  const elsewhere = ['STRIPE_API_URL', 'STRIPE_JS_URL', 'KMS_URL', 'ALERT_WEBHOOK_URL', 'PURGE_URL']
  expect([...SECRET_SETTINGS]).toEqual(expect.arrayContaining(secrets))
  expect([...HOST_SETTINGS, ...elsewhere]).toEqual(expect.arrayContaining(hosts))
})

/** What follows from the branch, and so need not be set for each. */
const DERIVED = ['APP_URL', 'DATABASE_URL', 'FULFILLMENT_DATABASE_URL', 'NEXTAUTH_SECRET', 'LOOKUP_KEY']
const shared = Object.fromEntries(Object.entries(preview).filter(([name]) => !DERIVED.includes(name)))
const forAllBranches: Record<string, string> = {
  ...shared,
  CRON_SECRET: '',
  ENCRYPTION_KEYS: '',
  PREVIEW_SECRET: secret('all-previews'),
  PREVIEW_POSTGRES_URL: 'postgresql://previews:password@previews.example.com/postgres',
  VERCEL_ENV: 'preview',
}
const onVercel = (branch: string) =>
  withBranch({
    ...forAllBranches,
    VERCEL_GIT_COMMIT_REF: branch,
    VERCEL_BRANCH_URL: `shop-git-${branch.replace('/', '-')}.vercel.app`,
  })

test('one set of variables makes a whole environment for each branch, and none shares a name or a secret', () => {
  const [a, b] = [onVercel('feature/new-cart'), onVercel('feature-new-cart')]
  const names = [
    'APP_URL',
    'NEXTAUTH_URL',
    'DATABASE_URL',
    'FULFILLMENT_DATABASE_URL',
    'DEPLOYMENT_NAME',
    'REDIS_PREFIX',
  ]
  for (const name of [...names, 'NEXTAUTH_SECRET', 'LOOKUP_KEY', 'CRON_SECRET', 'ENCRYPTION_KEYS']) {
    if (!/APP_URL|NEXTAUTH_URL/.test(name)) expect(a[name], name).not.toBe(b[name])
    expect(a[name], name).toBeTruthy()
  }
  expect(refused(a)).toEqual([])
  expect(a['REDIS_PREFIX']).toBe(branchNames('feature/new-cart').redisPrefix)
  expect(onVercel('feature/new-cart')).toEqual(a)
})

test('the names of a preview cannot be set: two branches would share them', () => {
  const set = withBranch({
    ...forAllBranches,
    PREVIEW_BRANCH: 'a',
    REDIS_PREFIX: 'f51',
    DEPLOYMENT_NAME: 'fiftyone',
  })
  expect([set['REDIS_PREFIX'], set['DEPLOYMENT_NAME']]).toEqual([
    branchNames('a').redisPrefix,
    branchNames('a').slug,
  ])
})

test('a database that the host gives to the branch wins over a derived one', () => {
  const set = withBranch({ ...forAllBranches, PREVIEW_BRANCH: 'a', DATABASE_URL: 'postgresql://neon/branch' })
  expect(set['DATABASE_URL']).toBe('postgresql://neon/branch')
})

test('on Vercel the header that Vercel overwrites says where callers are, unless another is named', () => {
  const headerOf = (set: Record<string, string>) =>
    parseServerConfig({ ...production, ...set }).CLIENT_ADDRESS_HEADER
  expect(headerOf({ VERCEL: '1' })).toBe('x-vercel-forwarded-for')
  expect(headerOf({ VERCEL: '1', CLIENT_ADDRESS_HEADER: 'cf-connecting-ip' })).toBe('cf-connecting-ip')
  expect(headerOf({})).toBeUndefined()
})

test('production and development are left as they are', () => {
  expect(withBranch({ ...production, VERCEL_GIT_COMMIT_REF: 'main', PREVIEW_SECRET: 'x' })).toEqual({
    ...production,
    VERCEL_GIT_COMMIT_REF: 'main',
    PREVIEW_SECRET: 'x',
  })
})
