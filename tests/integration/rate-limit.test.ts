import { expect, test } from 'vitest'
import { request } from '../support/fixtures'

Object.assign(process.env, { RATE_LIMIT_FACTOR: '0.1', CLIENT_ADDRESS_HEADER: 'x-real-ip' })
const { route } = await import('@/lib/http/route')

const handler = route({ limits: [{ name: 'availability', per: 'address' }] }, async () => ({ ok: true }))
const ask = (headers: Record<string, string>) =>
  handler(request('/api/x', { headers })).then(({ status }) => status)

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
  const statuses = await Promise.all(
    Array.from({ length: 1_000 }, (_, i) =>
      ask({
        'x-real-ip': '203.0.113.7',
        'x-forwarded-for': `10.0.${i >> 8}.${i & 255}`,
        'x-vercel-forwarded-for': `10.1.${i >> 8}.${i & 255}`,
      }),
    ),
  )
  expect(new Set(statuses)).toEqual(new Set([429]))
})
