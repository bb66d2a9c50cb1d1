import { beforeEach, expect, test, vi } from 'vitest'
import { request } from '../support/fixtures'
import { wholeMinute } from '../support/whole-minute'

Object.assign(process.env, { RATE_LIMIT_FACTOR: '0.1', CLIENT_ADDRESS_HEADER: 'x-real-ip' })
const { route } = await import('@/lib/http/route')

const LIMITED = { limits: [{ name: 'search', per: 'address' }] } as const
const handler = route(LIMITED, async () => ({ ok: true }))
const ask = (headers: Record<string, string>, server = handler) =>
  server(request('/api/x', { headers })).then(({ status }) => status)
const crowd = async (headers: (i: number) => Record<string, string>, server = handler) => {
  const statuses = await Promise.all(Array.from({ length: 1_000 }, (_, i) => ask(headers(i), server)))
  return statuses.filter((status) => status === 200).length
}

beforeEach(wholeMinute)

test('an address has its share of a minute, and is told when to come back', async () => {
  const statuses = []
  for (let i = 0; i < 8; i++) statuses.push(await ask({ 'x-real-ip': '203.0.113.7' }))
  expect(statuses.filter((status) => status === 200)).toHaveLength(6)
  const refused = await handler(request('/api/x', { headers: { 'x-real-ip': '203.0.113.7' } }))
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ code: 'too_many_requests' })
  expect(await ask({ 'x-real-ip': '203.0.113.8' })).toBe(200)
})

test('1,000 forged addresses in headers that nobody trusts do not dodge it', async () => {
  const forged = (i: number) => ({
    'x-real-ip': '203.0.113.9',
    'x-forwarded-for': `10.0.${i >> 8}.${i & 255}`,
    'x-vercel-forwarded-for': `10.1.${i >> 8}.${i & 255}`,
  })
  expect(await crowd(forged)).toBe(6)
})

test('a thousand at once share what is left, and nobody gets more', async () => {
  const headers = { 'x-real-ip': '203.0.113.10' }
  expect(await ask(headers)).toBe(200)
  expect(await crowd(() => headers)).toBe(5)
})

test('what one server has let through is gone for another', async () => {
  const headers = { 'x-real-ip': '203.0.113.11' }
  for (let i = 0; i < 3; i++) expect(await ask(headers)).toBe(200)
  vi.resetModules()
  const other = (await import('@/lib/http/route')).route(LIMITED, async () => ({ ok: true }))
  await vi.waitFor(async () => expect(await usedBy('203.0.113.11')).toBe(3))
  expect(await crowd(() => headers, other)).toBe(3)
})

test('addresses of one IPv6 /64 share one count, the next /64 has its own', async () => {
  const within = (i: number) => ({ 'x-real-ip': `2001:db8:7:8:${(i + 1).toString(16)}::${i.toString(16)}` })
  expect(await crowd(within)).toBe(6)
  expect(await ask({ 'x-real-ip': '2001:db8:7:9::1' })).toBe(200)
})

test('a handler hears where its caller is, in one spelling', async () => {
  const whereFrom = route({}, async ({ caller }) => ({ caller }))
  const heard = async (headers: Record<string, string>) =>
    (await whereFrom(request('/api/x', { headers }))).json()
  expect(await heard({ 'x-real-ip': '::FFFF:203.0.113.7' })).toEqual({
    caller: { address: '203.0.113.7', network: '203.0.113.0/24' },
  })
  expect(await heard({ 'x-real-ip': 'nonsense', 'x-forwarded-for': '203.0.113.7' })).toEqual({ caller: null })
})

async function usedBy(address: string): Promise<number> {
  const { redis } = await import('@/lib/infra/redis/client')
  const { keys } = await import('@/lib/infra/redis/keys')
  const [, found] = await redis().scan('0', {
    match: `${keys.rateLimit('search')}:${address}:*`,
    count: 1_000_000,
  })
  const counts = await Promise.all(found.map((key) => redis().get<string>(key)))
  return counts.reduce((sum, count) => sum + Number(count), 0)
}
