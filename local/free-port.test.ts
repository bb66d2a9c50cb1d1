import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { freePort } from './free-port'

const servers: Server[] = []

async function listen(host: string): Promise<number> {
  const server = createServer().listen(0, host)
  servers.push(server)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

test.each(['127.0.0.1', '0.0.0.0'])('a port taken on %s is passed over for a later one', async (host) => {
  const taken = await listen(host)
  expect(await freePort(taken)).toBeGreaterThan(taken)
})

test('a free port is taken as wished', async () => {
  const port = await freePort()
  expect(await freePort(port)).toBe(port)
})
