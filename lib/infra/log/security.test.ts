import { globSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { logSecurity, SECURITY_EVENTS } from './security'

const lines: { event: string; level: string; code?: string; count?: number }[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  lines.length = 0
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((line) => void lines.push(JSON.parse(String(line))))
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('of a flood 20 lines a minute are written, and the next says how many it stands for', () => {
  for (let i = 0; i < 500; i++) logSecurity('security.role_refused', { route: 'POST /api/studio/products' })
  expect(lines).toHaveLength(20)
  logSecurity('security.foreign_origin')
  expect(lines.at(-1)).toMatchObject({ event: 'security.foreign_origin' })
  vi.setSystemTime(60_000)
  logSecurity('security.role_refused')
  expect(lines.at(-1)).toMatchObject({ event: 'security.role_refused', level: 'warn', count: 481 })
  logSecurity('security.role_refused')
  expect(lines.at(-1)).not.toHaveProperty('count')
})

test('so many that a person should look raise an alert, once a minute', () => {
  for (let i = 0; i < 160; i++) logSecurity('security.bad_signature', { route: 'POST /api/webhooks/stripe' })
  const alerts = () => lines.filter(({ event }) => event === 'alert.bad_signatures')
  expect(alerts()).toEqual([expect.objectContaining({ level: 'error', count: 100 })])
  vi.setSystemTime(61_000)
  for (let i = 0; i < 160; i++) logSecurity('security.bad_signature')
  expect(alerts()).toHaveLength(2)
})

test('signing in is news, not a warning', () => {
  logSecurity('security.signed_in')
  expect(lines.at(-1)?.level).toBe('info')
})

test('every security event that the code logs is on the list', () => {
  const logged = globSync('{lib,app}/**/*.ts')
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/'(security\.[a-z_]+)'/g)].map(([, name]) => name),
    )
  expect(logged.length).toBeGreaterThan(SECURITY_EVENTS.length)
  expect(SECURITY_EVENTS).toEqual(expect.arrayContaining(logged))
})

test.each(SECURITY_EVENTS)('%s is logged somewhere', (event) => {
  const callers = globSync('{lib,app}/**/*.ts').filter(
    (file) => !file.includes('infra/log/') && readFileSync(file, 'utf8').includes(`'${event}'`),
  )
  expect(callers).not.toEqual([])
})
