import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { shopDb } from '@/lib/infra/db/shop'
import { startFaultyRedis } from '../support/faulty-redis'
import { request } from '../support/fixtures'
import { wholeMinute } from '../support/whole-minute'

const faulty = await startFaultyRedis()
Object.assign(process.env, {
  RATE_LIMIT_FACTOR: '1',
  CLIENT_ADDRESS_HEADER: 'x-real-ip',
  UPSTASH_REDIS_REST_URL: faulty.url,
  UPSTASH_REDIS_REST_TOKEN: faulty.token,
})

type Name = 'pay-per-address' | 'sign-in' | 'search'

/** A handler of one server: each has modules, and so a memory, of its own. */
async function serverOf(name: Name) {
  vi.resetModules()
  const { route } = await import('@/lib/http/shop/route')
  const handler = route({ limits: [{ name, per: 'address' }] }, async () => ({ ok: true }))
  await wholeMinute()
  return (address: string) =>
    handler(request('/api/x', { headers: { 'x-real-ip': address } })).then(({ status }) => status)
}
type Server = Awaited<ReturnType<typeof serverOf>>
const times = async (count: number, ask: (i: number) => ReturnType<Server>) =>
  (await Promise.all(Array.from({ length: count }, (_, i) => ask(i)))).filter((status) => status === 200)
    .length

beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined))
beforeEach(() => {
  faulty.mode = 'answers'
})
afterAll(() => faulty.close())

test.each([
  ['is paused', 'sign-in', 10],
  ['is slow', 'sign-in', 10],
  ['hangs up', 'search', 60],
] as const)('Redis %s: %s is limited all the same, by this process', async (mode, name, limit) => {
  const ask = await serverOf(name)
  faulty.mode = mode
  expect(await times(limit * 3, () => ask(`192.0.2.${limit}`))).toBe(limit)
  expect(await ask(`198.51.100.${limit}`)).toBe(200)
})

test('what was counted before Redis went away is not given once more', async () => {
  const ask = await serverOf('sign-in')
  expect(await times(6, () => ask('192.0.2.1'))).toBe(6)
  faulty.mode = 'is paused'
  expect(await times(10, () => ask('192.0.2.1'))).toBe(4)
})

test('payments share one count in Postgres while Redis is paused, whichever server answers', async () => {
  const servers = [await serverOf('pay-per-address'), await serverOf('pay-per-address')]
  faulty.mode = 'is paused'
  expect(await times(40, (i) => servers[i % 2]!('192.0.2.2'))).toBe(10)
  expect(await servers[0]!('192.0.2.3')).toBe(200)
})

test('a count in Postgres begins again after its minute, names nobody, and is forgotten', async () => {
  const { countInPostgres, forgetCounts } = await import('@/lib/http/shop/postgres-count-store')
  const who = 'pay-per-address 192.0.2.77'
  await shopDb().limitCount.deleteMany()
  expect((await countInPostgres(who, 1)).success).toBe(true)
  expect((await countInPostgres(who, 1)).success).toBe(false)
  const [row] = await shopDb().limitCount.findMany()
  expect(JSON.stringify(row)).not.toContain('192.0.2')
  const over = (hours: number) =>
    shopDb().limitCount.updateMany({ data: { endsAt: new Date(Date.now() - hours * 3_600_000) } })
  await over(0)
  expect((await countInPostgres(who, 1)).success).toBe(true)
  await forgetCounts()
  expect(await shopDb().limitCount.count()).toBe(1)
  await over(2)
  await forgetCounts()
  expect(await shopDb().limitCount.count()).toBe(0)
})
