import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { LIMITS } from '@/lib/http/limits'
import { markEntry } from '@/lib/http/socket-address.mjs'
import { guardedServer } from '../../server/guarded-server.mjs'
import { request } from '../support/fixtures'
import { toRequest } from '../support/http-app'
import { wholeMinute } from '../support/whole-minute'

// As a shop is set up by default: nobody names a header.
Object.assign(process.env, { RATE_LIMIT_FACTOR: '0.1', CLIENT_ADDRESS_HEADER: '' })
const { callerOf, warnIfCallersAreUnknown } = await import('@/lib/http/client-address')
const { route } = await import('@/lib/http/shop/route')

const handler = route({ limits: [{ name: 'search', per: 'address' }] }, async ({ caller }) => ({ caller }))
const server = guardedServer({
  createServer,
  listener: async (incoming, outgoing) => {
    const answer = await handler(await toRequest(incoming))
    outgoing.writeHead(answer.status).end(await answer.text())
  },
})
let url = ''

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(wholeMinute)

test('without the entry no header of a caller is believed', () => {
  const headers = { 'x-socket-address': '203.0.113.7', 'x-forwarded-for': '203.0.113.7' }
  expect(callerOf(request('/api/x', { headers }))).toBeNull()
})

test('it is said once, and at boot, when callers can’t be told apart', () => {
  const said = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  warnIfCallersAreUnknown()
  markEntry()
  warnIfCallersAreUnknown()
  const from = (address: string, forwardedFor: string) =>
    callerOf(request('/api/x', { headers: { 'x-socket-address': address, 'x-forwarded-for': forwardedFor } }))
  from('10.0.0.9', '10.0.0.9')
  from('203.0.113.7', '198.51.100.1')
  expect(said.mock.calls.map(([line]) => JSON.parse(String(line)).event)).toEqual(['limits.callers_unknown'])
  for (let i = 0; i < 3; i++) expect(from('10.0.0.9', '198.51.100.1')?.address).toBe('10.0.0.9')
  expect(said.mock.calls.map(([line]) => JSON.parse(String(line)).event)).toEqual([
    'limits.callers_unknown',
    'limits.behind_unnamed_proxy',
  ])
  said.mockRestore()
})

test('by default the socket’s address counts: 1,000 forged values do not dodge a limit', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 1_000 }, async (_, i) => {
      const forged = `10.${i % 7}.${i >> 8}.${i & 255}`
      const names = [
        'x-socket-address',
        'x-real-ip',
        'x-forwarded-for',
        'x-vercel-forwarded-for',
        'forwarded',
      ]
      const headers = Object.fromEntries(names.map((name) => [name, forged]))
      const answer = await fetch(url, { headers })
      if (answer.status === 200)
        expect(await answer.json()).toEqual({ caller: { address: '127.0.0.1', network: '127.0.0.0/24' } })
      else await answer.body?.cancel()
      return answer.status
    }),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(LIMITS.search / 10)
  expect(statuses.filter((status) => status === 429)).toHaveLength(1_000 - LIMITS.search / 10)
})
