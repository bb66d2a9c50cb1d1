import { readdirSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { parseServerConfig } from '@/lib/config/shop/server'

const text = readFileSync('.env.example', 'utf8')
const required = parseEnv(text)
/** With the optional ones, which the file shows behind a "# ". */
const everything = parseEnv(text.replace(/^# (?=[A-Z0-9_]+=)/gm, ''))

/** Read by something else than lib/config. */
const READ_ELSEWHERE = ['NEXTAUTH_URL', 'SERVICES']

const settings = readdirSync('lib/config', { encoding: 'utf8', recursive: true })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .flatMap((name) => [...readFileSync(`lib/config/${name}`, 'utf8').matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)])
  .flatMap(([, name]) => name ?? [])

afterEach(() => vi.unstubAllEnvs())

test('every variable of lib/config stands in .env.example, and no other', () => {
  expect(settings.length).toBeGreaterThan(20)
  expect(Object.keys(everything).sort()).toEqual([...new Set([...settings, ...READ_ELSEWHERE])].sort())
})

test('each is explained, by itself or with those it stands with', () => {
  for (const block of text.split(/\n\n+/)) {
    if (/^(# )?[A-Z0-9_]+=/m.test(block)) expect(block).toMatch(/^# (?![A-Z0-9_]+=)/m)
  }
})

test.each([
  ['without the optional ones', required],
  ['with all', everything],
])('the shop starts with it, %s', (_, environment) => {
  expect(parseServerConfig(environment)).toMatchObject({ DEPLOYMENT: 'development', HOLD_MINUTES: 15 })
})

test('the warehouse application starts with it', async () => {
  for (const [name, value] of Object.entries(everything)) vi.stubEnv(name, value)
  const { fulfillmentConfig } = await import('@/lib/config/environment')
  expect(fulfillmentConfig().FULFILLMENT_DATABASE_URL).toBe(everything['FULFILLMENT_DATABASE_URL'])
})

test('what is not optional is asked for when it is missing', () => {
  const names = Object.keys(required).filter(
    (name) => name in parseServerConfig(required) && name !== 'DEPLOYMENT',
  )
  for (const name of names) {
    expect(() => parseServerConfig({ ...required, [name]: undefined }), name).toThrow(name)
  }
})
