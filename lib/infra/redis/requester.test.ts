import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { RestRequester } from './requester'

let server: Server | undefined

function stop(): void {
  server?.closeAllConnections()
  server?.close()
}

afterEach(stop)

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const requesterOf = (url: string, timeoutMs = 1_000) => new RestRequester({ url, token: 'secret', timeoutMs })

test('asks with the token and the body as JSON, and answers what Redis answers', async () => {
  const asked: unknown[] = []
  const url = await serve(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push([request.method, request.url, request.headers.authorization, JSON.parse(body)])
    response.end(JSON.stringify([{ result: 'Crème brûlée 🍮' }, { error: 'ERR no' }]))
  })
  const commands = [
    ['GET', 'Crème'],
    ['FAIL', 'x'],
  ]
  const answer = await requesterOf(`${url}/redis/`).request({ path: ['pipeline'], body: commands })
  expect(answer).toEqual([{ result: 'Crème brûlée 🍮' }, { error: 'ERR no' }])
  expect(asked).toEqual([['POST', '/redis/pipeline', 'Bearer secret', commands]])
})

test('says what it has seen, so that its next question is not answered by an older copy', async () => {
  const tokens: unknown[] = []
  const url = await serve((request, response) => {
    tokens.push(request.headers['upstash-sync-token'])
    response.setHeader('upstash-sync-token', `seen-${tokens.length}`).end('{"result":1}')
  })
  const requester = requesterOf(url)
  for (let i = 0; i < 3; i++) await requester.request({ body: ['PING'] })
  expect(tokens).toEqual([undefined, 'seen-1', 'seen-2'])
})

test('questions one after the other share connections; a thousand at once are all answered', async () => {
  let connections = 0
  const url = await serve((_, response) => void response.end('{"result":1}'))
  server?.on('connection', () => (connections += 1))
  const requester = requesterOf(url, 10_000)
  for (let i = 0; i < 20; i++) await requester.request({ body: ['PING'] })
  expect(connections).toBeLessThanOrEqual(2)
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, () => requester.request({ body: ['PING'] })),
  )
  expect(answers).toEqual(Array.from({ length: 1_000 }, () => ({ result: 1 })))
})

test.each([
  ['what Redis says', 400, '{"error":"ERR wrong number of arguments"}', 'ERR wrong number of arguments'],
  ['a status without a word', 500, '{}', 'Redis answered 500'],
  ['what is not JSON', 502, '<h1>Bad gateway</h1>', 'Redis answered 502 with something that is not JSON'],
])('throws %s', async (_, status, body, message) => {
  const url = await serve((_, response) => void response.writeHead(status).end(body))
  await expect(requesterOf(url).request({ body: ['PING'] })).rejects.toThrow(message)
})

test('gives up on an answer that does not come, or does not end, and on nobody listening', async () => {
  const late = 'Redis did not answer within 60 ms'
  const silent = await serve(() => undefined)
  await expect(requesterOf(silent, 60).request({ body: ['PING'] })).rejects.toThrow(late)
  stop()
  const endless = await serve((_, response) => void response.write('{"result":'))
  await expect(requesterOf(endless, 60).request({ body: ['PING'] })).rejects.toThrow(late)
  stop()
  await expect(requesterOf(endless).request({ body: ['PING'] })).rejects.toThrow('ECONNREFUSED')
})

test('an answer that breaks off is no answer', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"result":1}')
    setTimeout(() => response.destroy(), 20)
  })
  await expect(requesterOf(url).request({ body: ['PING'] })).rejects.toThrow()
})
