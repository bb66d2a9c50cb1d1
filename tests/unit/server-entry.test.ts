import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'

/** A program that makes its server as Next does, and says where it listens. */
const PROGRAM = `
  const server = require('node:http').createServer((request, response) => response.end(JSON.stringify(request.headers)))
  server.keepAliveTimeout = 65000
  server.listen(0, '127.0.0.1', () => console.log(server.address().port))`

const program = spawn(process.execPath, ['--import=./server/entry.mjs', '-e', PROGRAM], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
afterAll(() => program.kill())

test('a server that a program makes by itself is guarded once the entry is loaded', async () => {
  const [port] = await once(createInterface(program.stdout), 'line')
  const url = `http://127.0.0.1:${port}`
  const forged = { 'x-socket-address': '203.0.113.7', 'x-prerender-revalidate': 'x' }
  const headers: unknown = await (await fetch(url, { headers: forged })).json()
  expect(headers).toMatchObject({ 'x-socket-address': '127.0.0.1' })
  expect(headers).not.toHaveProperty('x-prerender-revalidate')
  expect((await fetch(`${url}/p/%ff`)).status).toBe(400)
})
