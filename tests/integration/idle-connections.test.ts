import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { CONNECTIONS_PER_CALLER } from '../../server/connections.mjs'
import { guardedServer } from '../../server/guarded-server.mjs'

const open: Socket[] = []
const servers: ReturnType<typeof guardedServer>[] = []
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(): Promise<{ port: number; connected(): Promise<number> }> {
  const server = guardedServer({
    createServer,
    listener: (request, response) => {
      // A stream without an end is no idle connection.
      if (request.url === '/stream') response.write('begins')
      else response.end('here')
    },
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const connected = () => new Promise<number>((done) => server.getConnections((_, count) => done(count)))
  return { port: (server.address() as AddressInfo).port, connected }
}

async function connection(port: number, sent = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  open.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  if (sent) socket.write(sent)
  return socket
}
const idle = (port: number, count: number) =>
  Promise.all(Array.from({ length: count }, () => connection(port)))

test('1,000 idle connections of one address: few stay open, and who asks is answered, from there too', async () => {
  const { port, connected } = await serve()
  await idle(port, 1_000)
  await vi.waitFor(async () => expect(await connected()).toBe(CONNECTIONS_PER_CALLER))
  const answers = await Promise.all(
    Array.from({ length: 50 }, async () => (await fetch(`http://127.0.0.1:${port}/`)).text()),
  )
  expect(answers).toEqual(Array.from({ length: 50 }, () => 'here'))
  await vi.waitFor(async () => expect(await connected()).toBe(CONNECTIONS_PER_CALLER))
})

test('a connection that is being answered is never closed for another', async () => {
  const { port } = await serve()
  const asking = await connection(port, 'GET /stream HTTP/1.1\r\nHost: shop\r\n\r\n')
  await once(asking, 'data')
  await idle(port, 1_000)
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here')
  expect(asking.closed).toBe(false)
})

test('a proxy that names its callers may open as many as it needs', async () => {
  vi.stubEnv('CLIENT_ADDRESS_HEADER', 'x-real-ip')
  const { port, connected } = await serve()
  await idle(port, 1_000)
  await vi.waitFor(async () => expect(await connected()).toBe(1_000))
  vi.unstubAllEnvs()
})
