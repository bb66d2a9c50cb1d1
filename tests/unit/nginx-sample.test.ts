import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freePort } from '@/local/free-port'
import { findNginx, startNginx } from '@/local/nginx'
import type { StartedProcess } from '@/local/process'

const nginx = findNginx()
if (!nginx)
  process.stderr.write('  deploy/nginx.conf is not tested here: there is no nginx on this machine\n')

describe.skipIf(!nginx)('deploy/nginx.conf, as it stands', () => {
  const seen: IncomingMessage[] = []
  let asked = 0
  let url = ''
  let server: StartedProcess
  const folder = mkdtempSync(path.join(tmpdir(), 'fiftyone-nginx-'))
  const shop = createServer((request, response) => {
    seen.push(request)
    if (request.url?.startsWith('/api/availability')) {
      asked += 1
      response.setHeader('cache-control', 'public, max-age=0, s-maxage=1')
    }
    request.resume().on('end', () => setTimeout(() => response.end(JSON.stringify({ asked })), 50))
  })

  beforeAll(async () => {
    shop.listen(0, '127.0.0.1')
    await once(shop, 'listening')
    const address = shop.address()
    const shopPort = typeof address === 'object' ? address?.port : 0
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    server = await startNginx({ nginx: nginx ?? '', folder, port, servers: [shopPort ?? 0] })
    await vi.waitFor(() => fetch(url), { timeout: 10_000, interval: 50 })
  }, 30_000)
  afterAll(async () => {
    await server?.stop()
    shop.closeAllConnections()
    shop.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('the caller’s address is the one nginx saw, whatever the caller claims', async () => {
    await fetch(`${url}/cart`, { headers: { 'x-real-ip': '6.6.6.6', 'x-forwarded-for': '6.6.6.6' } })
    const { headers } = seen.at(-1) ?? {}
    expect([headers?.['x-real-ip'], headers?.['x-forwarded-for']]).toEqual(['127.0.0.1', '127.0.0.1'])
  })

  test('three hundred who watch one product cost one question, and the next second another', async () => {
    asked = 0
    const watch = () => fetch(`${url}/api/availability?sku=ARC-BRS`, { headers: { cookie: 'shopper=x' } })
    const answers = await Promise.all(Array.from({ length: 300 }, watch))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(asked).toBeLessThanOrEqual(3)
    expect(seen.at(-1)?.headers.cookie).toBeUndefined()
    const before = asked
    await sleep(1_600)
    await watch()
    await expect.poll(() => asked).toBeGreaterThan(before)
  })

  test('pages and carts are never kept', async () => {
    const before = seen.length
    for (const page of ['/', '/cart', '/api/cart']) for (const _ of [1, 2]) await fetch(`${url}${page}`)
    expect(seen.length).toBe(before + 6)
  })

  test('a body that no route takes ends at nginx', async () => {
    const before = seen.length
    const answer = await fetch(`${url}/api/checkout`, { method: 'POST', body: 'x'.repeat(600_000) })
    expect([answer.status, seen.length]).toEqual([413, before])
  })
})
