import { globSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { FULFILLMENT_SETTINGS, parseFulfillmentConfig } from '@/lib/config/environment'

/** Routes that a deployment of its own needs, and the shop has already. */
const OWN = ['layout.tsx', 'page.tsx', 'api/auth/[...nextauth]/route.ts', 'api/health/route.ts']
const filesIn = (folder: string, pattern: string) => globSync(pattern, { cwd: folder }).sort()

test('the warehouse alone has every page and handler that it has beside the shop, and hands on each method', () => {
  const beside = [
    ...filesIn('app/(warehouse)', '**/page.tsx'),
    ...filesIn('app/api/fulfillment', '**/route.ts').map((file) => `api/fulfillment/${file}`),
  ]
  const alone = filesIn('fulfillment/app', '**/*.{ts,tsx}').filter((file) => !OWN.includes(file))
  expect(alone.sort()).toEqual(beside.sort())
  for (const file of beside.filter((name) => name.startsWith('api/'))) {
    const methods = [...readFileSync(`app/${file}`, 'utf8').matchAll(/export const ([A-Z]+)\b/g)].map(
      ([, name]) => name,
    )
    const [, handed = ''] =
      /export \{ ([A-Z, ]+) \}/.exec(readFileSync(`fulfillment/app/${file}`, 'utf8')) ?? []
    expect(handed.split(', ').sort(), file).toEqual(methods.sort())
  }
})

test('it starts with its own settings, none of which opens the shop', () => {
  const example = parseEnv(readFileSync('.env.example', 'utf8'))
  const own = Object.fromEntries(
    Object.entries(example).filter(([name]) => FULFILLMENT_SETTINGS.includes(name)),
  )
  expect(parseFulfillmentConfig(own).FULFILLMENT_DATABASE_URL).toBe(example['FULFILLMENT_DATABASE_URL'])
  for (const shops of [
    'DATABASE_URL',
    'STRIPE_SECRET_KEY',
    'UPSTASH_REDIS_REST_TOKEN',
    'ENCRYPTION_KEYS',
    'LOOKUP_KEY',
    'CRON_SECRET',
  ])
    expect(FULFILLMENT_SETTINGS).not.toContain(shops)
})
