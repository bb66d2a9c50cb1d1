import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client, Receiver } from '@upstash/qstash'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LocalQStash, startLocalQStash } from '@/local/qstash'
import { parseCron } from '@/local/qstash/cron'
import { expectConsoleError } from '@/tests/support/console'

interface Received {
  path: string
  method: string
  headers: IncomingHttpHeaders
  body: string
  at: number
  verified: boolean
}

let bus: LocalQStash
let client: Client
let shop: Server
let shopUrl: string
let received: Received[]
let answer: (
  request: Received,
) => { status: number; body?: string } | Promise<{ status: number; body?: string }>

beforeAll(async () => {
  shop = createServer(async (incoming, response) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    const { url = '', method = '', headers } = incoming
    const verified = await new Receiver(bus)
      .verify({ signature: String(headers['upstash-signature']), body, url: `${shopUrl}${url}` })
      .catch(() => false)
    const request = { path: url, method, headers, body, at: Date.now(), verified }
    received.push(request)
    const { status, body: text = '' } = await answer(request)
    response.writeHead(status, { 'x-answer': 'yes' }).end(text)
  }).listen(0, '127.0.0.1')
  await once(shop, 'listening')
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
})
afterAll(() => void shop.close())

beforeEach(async () => {
  received = []
  answer = () => ({ status: 200 })
  bus = await startLocalQStash({ retryDelayMs: (attempt) => attempt * 20 })
  client = new Client({ baseUrl: bus.url, token: bus.token, retry: false })
})
afterEach(() => bus.close())

async function local(method: string, path: string, body?: unknown) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  const response = await fetch(`${bus.url}/_local/${path}`, init)
  return { status: response.status, body: await response.json() }
}

const state = async () => (await local('GET', 'state')).body
const at = (path: string) => received.filter((request) => request.path === path)
const arrived = (count: number) =>
  expect.poll(() => received.length, { interval: 5, timeout: 5000 }).toBe(count)
const settled = () =>
  expect.poll(state, { interval: 10, timeout: 5000 }).toMatchObject({ pending: 0, inFlight: 0 })

describe('delivery', () => {
  it('brings a message, signed, with its headers', async () => {
    const { messageId, url } = await client.publishJSON({
      url: `${shopUrl}/events?a=1&b=http://x`,
      body: { order: 'née', n: 1 },
      headers: { 'X-Shop': 'fiftyone' },
      label: ['paid', 'test'],
    })
    await arrived(1)
    const [delivery] = received
    expect(url).toBe(`${shopUrl}/events?a=1&b=http://x`)
    expect(delivery).toMatchObject({
      path: '/events?a=1&b=http://x',
      method: 'POST',
      body: '{"order":"née","n":1}',
      verified: true,
    })
    expect(delivery!.headers).toMatchObject({
      'content-type': 'application/json',
      'x-shop': 'fiftyone',
      'upstash-message-id': messageId,
      'upstash-retried': '0',
      'upstash-label': 'paid,test',
      'user-agent': 'Upstash-QStash',
    })
    expect(delivery!.headers).not.toHaveProperty('authorization')
    await settled()
  })

  it('signs so that another key, body or URL is refused', async () => {
    await client.publish({ url: `${shopUrl}/a`, body: 'text' })
    await arrived(1)
    const signature = String(received[0]!.headers['upstash-signature'])
    const receiver = new Receiver(bus)
    const sound = { signature, body: 'text', url: `${shopUrl}/a` }
    await expect(receiver.verify(sound)).resolves.toBe(true)
    await expect(receiver.verify({ ...sound, body: 'other' })).rejects.toThrow('body hash')
    await expect(receiver.verify({ ...sound, url: `${shopUrl}/b` })).rejects.toThrow('subject')
    const stranger = new Receiver({ currentSigningKey: 'a', nextSigningKey: 'b' })
    await expect(stranger.verify(sound)).rejects.toThrow('signature')
    const [, claims = ''] = signature.split('.')
    const { iss, exp, nbf, iat, jti } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    expect({ iss, life: exp - iat, sinceStart: nbf - iat }).toEqual({
      iss: 'Upstash',
      life: 300,
      sinceStart: 0,
    })
    expect(jti).toMatch(/^jwt_/)
  })

  it('still verifies after the keys were rotated', async () => {
    const rotated = await startLocalQStash({ currentSigningKey: 'new', nextSigningKey: 'newer' })
    await new Client({ baseUrl: rotated.url, token: rotated.token }).publish({
      url: `${shopUrl}/a`,
      body: 'x',
    })
    await arrived(1)
    const signature = String(received[0]!.headers['upstash-signature'])
    const behind = new Receiver({ currentSigningKey: 'old', nextSigningKey: 'new' })
    await expect(behind.verify({ signature, body: 'x' })).resolves.toBe(true)
    await rotated.close()
  })

  it('uses the method asked for', async () => {
    await client.publish({ url: `${shopUrl}/put`, method: 'PUT', body: 'x' })
    await client.publish({ url: `${shopUrl}/get`, method: 'GET' })
    await arrived(2)
    expect(at('/put')[0]).toMatchObject({ method: 'PUT', body: 'x', verified: true })
    expect(at('/get')[0]).toMatchObject({ method: 'GET', body: '', verified: true })
  })

  it('waits for the delay and for the time given', async () => {
    const start = Date.now()
    const notBefore = Math.floor(start / 1000) + 2
    await client.publish({ url: `${shopUrl}/delayed`, delay: 1 })
    await client.publish({ url: `${shopUrl}/timed`, notBefore })
    await client.publish({ url: `${shopUrl}/now` })
    await arrived(3)
    expect(received.at(0)?.path).toBe('/now')
    expect(at('/delayed')[0]!.at - start).toBeGreaterThanOrEqual(990)
    expect(at('/timed')[0]!.at).toBeGreaterThanOrEqual(notBefore * 1000 - 10)
  })

  it('publishes a batch, or nothing of it', async () => {
    expectConsoleError(/^\[Upstash QStash\] .* failed with status 40/)
    const sent = await client.batchJSON([
      { url: `${shopUrl}/1`, body: { n: 1 } },
      { url: `${shopUrl}/2`, body: { n: 2 }, headers: { 'X-N': '2' } },
    ])
    await arrived(2)
    expect(at('/2')[0]).toMatchObject({ body: '{"n":2}', verified: true })
    expect(at('/2')[0]!.headers).toMatchObject({ 'x-n': '2', 'upstash-message-id': sent[1]!.messageId })
    await expect(client.batch([{ url: `${shopUrl}/3` }, { url: 'nowhere' }])).rejects.toThrow('destination')
    expect(await state()).toMatchObject({ published: 2 })
  })

  it('never has more than 16 deliveries under way', async () => {
    let now = 0
    let most = 0
    answer = async () => {
      most = Math.max(most, (now += 1))
      // Until the others are under way, too: sixteen, and none beside them.
      await new Promise((done) => setTimeout(done, 100))
      now -= 1
      return { status: 200 }
    }
    await client.batch(Array.from({ length: 100 }, (_, i) => ({ url: `${shopUrl}/${i}` })))
    await settled()
    expect(new Set(received.map(({ path }) => path)).size).toBe(100)
    expect(most).toBe(16)
  })

  it('deduplicates by id and by content', async () => {
    const first = await client.publish({ url: `${shopUrl}/a`, body: '1', deduplicationId: 'one' })
    const second = await client.publish({ url: `${shopUrl}/a`, body: '2', deduplicationId: 'one' })
    expect(second).toMatchObject({ messageId: first.messageId, deduplicated: true })
    const byContent = (body: string) =>
      client.publish({ url: `${shopUrl}/a`, body, contentBasedDeduplication: true })
    expect((await byContent('3')).deduplicated).toBeUndefined()
    expect((await byContent('3')).deduplicated).toBe(true)
    expect((await byContent('4')).deduplicated).toBeUndefined()
    await settled()
    expect(received.map(({ body }) => body).sort()).toEqual(['1', '3', '4'])
  })

  it('refuses what QStash refuses', async () => {
    const publish = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${bus.url}/v2/publish/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bus.token}`, ...headers },
      })
    expect((await publish('ftp://a/b')).status).toBe(400)
    expect((await publish(`${shopUrl}/a`, { 'upstash-delay': 'soon' })).status).toBe(400)
    expect((await publish(`${shopUrl}/a`, { 'upstash-retries': '-1' })).status).toBe(400)
    expect((await publish(`${shopUrl}/a`, { authorization: 'Bearer wrong' })).status).toBe(401)
    expect(await state()).toMatchObject({ published: 0 })
  })
})

describe('failure', () => {
  it('retries until it succeeds', async () => {
    answer = ({ headers }) => ({ status: headers['upstash-retried'] === '2' ? 200 : 503 })
    const { messageId } = await client.publish({ url: `${shopUrl}/a`, body: 'x' })
    await settled()
    expect(received.map(({ headers }) => headers['upstash-retried'])).toEqual(['0', '1', '2'])
    expect(received.every(({ verified }) => verified)).toBe(true)
    expect(received[2]!.at - received[1]!.at).toBeGreaterThanOrEqual(38)
    expect((await client.dlq.listMessages()).messages).toEqual([])
    const { logs } = await client.logs({ messageIds: [messageId] })
    expect(logs.map((log) => log.state).reverse()).toEqual([
      'CREATED',
      'ACTIVE',
      'ERROR',
      'RETRY',
      'ACTIVE',
      'ERROR',
      'RETRY',
      'ACTIVE',
      'DELIVERED',
    ])
  })

  it('puts what failed in the dead-letter queue, and says so', async () => {
    answer = ({ path }) => (path === '/a' ? { status: 500, body: 'no stock' } : { status: 200 })
    const { messageId } = await client.publishJSON({
      url: `${shopUrl}/a`,
      body: { n: 1 },
      retries: 1,
      failureCallback: `${shopUrl}/failed`,
      headers: { 'X-Shop': 'fiftyone', 'Upstash-Failure-Callback-Forward-X-Alert': 'yes' },
    })
    await settled()
    expect(at('/a').length).toBe(2)
    const { messages } = await client.dlq.listMessages()
    expect(messages).toMatchObject([
      { messageId, url: `${shopUrl}/a`, body: '{"n":1}', responseStatus: 500, responseBody: 'no stock' },
    ])
    const [callback] = at('/failed')
    expect(callback!.verified).toBe(true)
    expect(callback!.headers).toMatchObject({ 'x-alert': 'yes', 'content-type': 'application/json' })
    expect(JSON.parse(callback!.body)).toMatchObject({
      status: 500,
      header: { 'x-answer': ['yes'] },
      body: Buffer.from('no stock').toString('base64'),
      retried: 1,
      maxRetries: 1,
      sourceMessageId: messageId,
      url: `${shopUrl}/a`,
      method: 'POST',
      sourceHeader: { 'x-shop': ['fiftyone'], 'content-type': ['application/json'] },
      sourceBody: Buffer.from('{"n":1}').toString('base64'),
      dlqId: messages[0]!.dlqId,
    })
  })

  it('retries three times unless told otherwise', async () => {
    answer = () => ({ status: 500 })
    await client.publish({ url: `${shopUrl}/a` })
    await client.publish({ url: `${shopUrl}/b`, retries: 0 })
    await settled()
    expect([at('/a').length, at('/b').length]).toEqual([4, 1])
    expect(await state()).toMatchObject({ failed: 2, deadLetters: 2 })
  })

  it('does not retry what the receiver refuses for good', async () => {
    answer = () => ({ status: 489 })
    await client.publish({ url: `${shopUrl}/a` })
    await settled()
    expect(received.length).toBe(1)
    expect(await state()).toMatchObject({ deadLetters: 1 })
  })

  it('lists, filters, retries and deletes dead letters', async () => {
    expectConsoleError(/^\[Upstash QStash\] .* failed with status 40/)
    answer = () => ({ status: 500 })
    for (const name of ['a', 'b', 'c']) {
      await client.publish({ url: `${shopUrl}/${name}`, body: name, retries: 0, label: name })
    }
    await settled()
    const byLabel = await client.dlq.listMessages({ filter: { label: 'b' } })
    expect(byLabel.messages.map(({ body }) => body)).toEqual(['b'])
    expect(await client.dlq.delete(byLabel.messages[0]!.dlqId)).toEqual({ deleted: 1 })
    await expect(client.dlq.delete(byLabel.messages[0]!.dlqId)).rejects.toThrow('not found')
    answer = () => ({ status: 200 })
    const { responses } = await client.dlq.retry({ filter: { url: `${shopUrl}/a` } })
    await settled()
    expect(at('/a').map(({ headers }) => headers['upstash-message-id'])).toContain(responses[0]!.messageId)
    expect((await client.dlq.listMessages()).messages.map(({ body }) => body)).toEqual(['c'])
    expect(await client.dlq.delete({ all: true })).toMatchObject({ deleted: 1 })
  })

  it('calls back with the answer', async () => {
    answer = ({ path }) => ({ status: path === '/a' ? 201 : 200, body: path === '/a' ? 'done' : '' })
    const { messageId } = await client.publish({
      url: `${shopUrl}/a`,
      body: 'x',
      callback: `${shopUrl}/called`,
      failureCallback: `${shopUrl}/failed`,
    })
    await settled()
    const [callback] = at('/called')
    expect(JSON.parse(callback!.body)).toMatchObject({
      status: 201,
      body: Buffer.from('done').toString('base64'),
      sourceMessageId: messageId,
      retried: 0,
    })
    expect(JSON.parse(callback!.body)).not.toHaveProperty('dlqId')
    expect(at('/failed')).toEqual([])
  })

  it('counts a timeout and an unreachable receiver as failures', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    answer = async () => {
      await held
      return { status: 200 }
    }
    await client.publish({ url: `${shopUrl}/slow`, retries: 0, timeout: 1 })
    await client.publish({ url: 'http://127.0.0.1:1/', retries: 0 })
    await settled()
    release()
    const { messages } = await client.dlq.listMessages()
    expect(messages.map(({ url, responseStatus }) => [url, responseStatus]).sort()).toEqual([
      ['http://127.0.0.1:1/', 0],
      [`${shopUrl}/slow`, 0],
    ])
    expect(messages.find(({ url }) => url.endsWith('slow'))?.responseBody).toContain('timeout')
  })
})

describe('messages on their way', () => {
  it('can be looked at and canceled', async () => {
    expectConsoleError(/^\[Upstash QStash\] .* failed with status 40/)
    const later = () => client.publish({ url: `${shopUrl}/a`, body: 'x', delay: '1h', label: 'later' })
    const { messageId } = await later()
    expect(await client.messages.get(messageId)).toMatchObject({ messageId, body: 'x', maxRetries: 3 })
    expect(await client.messages.cancel(messageId)).toEqual({ cancelled: 1 })
    await expect(client.messages.get(messageId)).rejects.toThrow('not found')
    const [a, b] = [await later(), await later(), await later()]
    expect(await client.messages.cancel([a.messageId])).toEqual({ cancelled: 1 })
    expect(await client.messages.cancel({ filter: { label: 'none' } })).toEqual({ cancelled: 0 })
    expect((await client.messages.get(b.messageId)).label).toBe('later')
    expect(await client.messages.cancel({ all: true })).toEqual({ cancelled: 2 })
    expect(received).toEqual([])
  })
})

describe('schedules', () => {
  const create = (scheduleId?: string, cron = '*/5 * * * *') =>
    client.schedules.create({
      destination: `${shopUrl}/job?name=x`,
      cron,
      body: '{}',
      retries: 1,
      ...(scheduleId && { scheduleId }),
    })

  it('are created, replaced, listed and deleted', async () => {
    expectConsoleError(/^\[Upstash QStash\] .* failed with status 40/)
    const { scheduleId } = await create()
    await create('relay')
    await create('relay', '* * * * *')
    const listed = await client.schedules.list()
    expect(listed.map((one) => [one.scheduleId, one.cron])).toEqual([
      [scheduleId, '*/5 * * * *'],
      ['relay', '* * * * *'],
    ])
    expect(await client.schedules.get('relay')).toMatchObject({
      destination: `${shopUrl}/job?name=x`,
      method: 'POST',
      body: '{}',
      retries: 1,
      isPaused: false,
    })
    await client.schedules.delete('relay')
    await expect(client.schedules.get('relay')).rejects.toThrow('not found')
    await expect(create('bad', '61 * * * *')).rejects.toThrow("'61' is not a minute")
    expect((await client.schedules.list()).length).toBe(1)
  })

  it('publish when their minute comes', async () => {
    await create('five')
    await create('paused', '* * * * *')
    await client.schedules.pause({ schedule: 'paused' })
    const tick = async (at: string) => (await local('POST', 'tick', { at })).body.fired
    expect(await tick('2026-11-22T10:14:00Z')).toEqual([])
    expect(await tick('2026-11-22T10:15:00Z')).toEqual(['five'])
    await settled()
    expect(received[0]).toMatchObject({ path: '/job?name=x', body: '{}', verified: true })
    expect(received[0]!.headers['upstash-schedule-id']).toBe('five')
    await client.schedules.resume({ schedule: 'paused' })
    expect((await local('POST', 'tick', {})).body.fired).toEqual(['five', 'paused'])
    await settled()
    expect((await local('POST', 'tick', { at: 'soon' })).status).toBe(400)
  })

  it.each<[string, string, string]>([
    ['* * * * *', '2026-11-22T10:14:00Z', 'yes'],
    ['*/15 9-17 * * mon-fri', '2026-11-23T09:45:00Z', 'yes'],
    ['*/15 9-17 * * mon-fri', '2026-11-22T09:45:00Z', 'Sunday'],
    ['*/15 9-17 * * mon-fri', '2026-11-23T18:00:00Z', 'hour'],
    ['5,35 0 1 jan *', '2027-01-01T00:35:00Z', 'yes'],
    ['5,35 0 1 jan *', '2027-01-01T00:34:00Z', 'minute'],
    ['0 0 13 * 5', '2026-11-13T00:00:00Z', 'yes'],
    ['0 0 13 * 5', '2026-11-20T00:00:00Z', 'yes'],
    ['0 0 13 * 5', '2026-11-21T00:00:00Z', 'neither day'],
    ['0 0 * * 7', '2026-11-22T00:00:00Z', 'yes'],
    ['10-20/5 * * * *', '2026-11-22T00:15:00Z', 'yes'],
    ['10-20/5 * * * *', '2026-11-22T00:25:00Z', 'range'],
    ['40/10 * * * *', '2026-11-22T00:50:00Z', 'yes'],
    ['@hourly', '2026-11-22T07:00:00Z', 'yes'],
    ['CRON_TZ=America/New_York 0 4 * * *', '2026-11-22T09:00:00Z', 'yes'],
    ['CRON_TZ=America/New_York 0 4 * * *', '2026-07-22T08:00:00Z', 'yes'],
    ['CRON_TZ=America/New_York 0 4 * * *', '2026-07-22T09:00:00Z', 'summer'],
    ['CRON_TZ=Asia/Tokyo 0 1 * * 1', '2026-11-22T16:00:00Z', 'yes'],
  ])('%s at %s: %s', (cron, time, fires) => {
    expect(parseCron(cron)(new Date(time))).toBe(fires === 'yes')
  })

  it.each([
    '',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '*/0 * * * *',
    '5-1 * * * *',
    'a * * * *',
    '1-2-3x * * * *',
  ])('refuse the expression "%s"', (cron) => expect(() => parseCron(cron)).toThrow('invalid cron expression'))
})

describe('faults', () => {
  const batch = (count: number) =>
    client.batch(Array.from({ length: count }, (_, i) => ({ url: `${shopUrl}/${i}`, body: String(i) })))

  it('drop', async () => {
    await local('POST', 'faults', { drop: 1 })
    await batch(10)
    expect(await state()).toMatchObject({ published: 10, dropped: 10, pending: 0 })
    await local('DELETE', 'faults')
    await batch(3)
    await settled()
    expect(received.length).toBe(3)
  })

  it('duplicate', async () => {
    await local('POST', 'faults', { duplicate: 4 })
    const { messageId } = await client.publish({ url: `${shopUrl}/a`, body: 'x' })
    await arrived(5)
    expect(new Set(received.map(({ headers }) => headers['upstash-message-id']))).toEqual(
      new Set([messageId]),
    )
    expect(received.every(({ verified }) => verified)).toBe(true)
    expect(await state()).toMatchObject({ published: 1, deadLetters: 0 })
  })

  it('shuffle', async () => {
    await local('POST', 'faults', { shuffleMs: 150 })
    await batch(30)
    await settled()
    const order = received.map(({ body }) => Number(body))
    expect(order.length).toBe(30)
    expect(order).not.toEqual([...order].sort((a, b) => a - b))
  })

  it('delay', async () => {
    await local('POST', 'faults', { delayMs: 200 })
    const start = Date.now()
    await batch(1)
    await arrived(1)
    expect(received[0]!.at - start).toBeGreaterThanOrEqual(198)
  })

  it('refuse what they do not know', async () => {
    expect((await local('POST', 'faults', { dorp: 1 })).status).toBe(400)
    expect((await local('POST', 'faults', { drop: 2 })).status).toBe(400)
    expect((await state()).faults).toEqual({ drop: 0, duplicate: 0, shuffleMs: 0, delayMs: 0 })
  })

  it('wipe loses everything on its way, and what was seen, but not the schedules', async () => {
    answer = () => ({ status: 500 })
    await client.schedules.create({ destination: `${shopUrl}/job`, cron: '0 0 1 1 *' })
    await client.publish({ url: `${shopUrl}/dead`, retries: 0, deduplicationId: 'once' })
    await settled()
    await client.publish({ url: `${shopUrl}/later`, delay: '1s' })
    expect(await state()).toMatchObject({ pending: 1, deadLetters: 1 })
    expect((await local('POST', 'wipe')).body).toMatchObject({ pending: 0, deadLetters: 0, schedules: 1 })
    const again = await client.publish({ url: `${shopUrl}/dead`, retries: 0, deduplicationId: 'once' })
    expect(again.deduplicated).toBeUndefined()
    await new Promise((done) => setTimeout(done, 1100))
    expect(at('/later')).toEqual([])
  })
})
