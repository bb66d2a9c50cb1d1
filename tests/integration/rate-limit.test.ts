import { beforeEach, expect, test, vi } from 'vitest'
import type { Limits } from '@/lib/http/limits'
import { request } from '../support/fixtures'
import { wholeMinute } from '../support/whole-minute'

Object.assign(process.env, { RATE_LIMIT_FACTOR: '0.1', CLIENT_ADDRESS_HEADER: 'x-real-ip' })
const { route } = await import('@/lib/http/shop/route')

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

/** A handler of another server: it has modules, and so a memory, of its own. */
async function otherServer(limits: Limits) {
  vi.resetModules()
  return (await import('@/lib/http/shop/route')).route({ limits }, async () => ({ ok: true }))
}

test('a second server lets half of a limit more past, and so does a third', async () => {
  const headers = { 'x-real-ip': '203.0.113.11' }
  expect(await crowd(() => headers)).toBe(6)
  for (let server = 2; server <= 3; server++)
    expect(await crowd(() => headers, await otherServer(LIMITED.limits))).toBe(3)
})

test('what Redis alone counts, new carts, is shared by all servers', async () => {
  const headers = { 'x-real-ip': '203.0.113.12' }
  const limits = [{ name: 'new-carts-per-address', per: 'address' }] as const
  expect(await crowd(() => headers, await otherServer(limits))).toBe(3)
  expect(await crowd(() => headers, await otherServer(limits))).toBe(0)
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
