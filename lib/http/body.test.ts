import { expect, test } from 'vitest'
import { readBody, readJson } from './body'

const sent = (body: ReadableStream<Uint8Array>) =>
  new Request('http://shop/api/x', { method: 'POST', body, duplex: 'half' } as RequestInit)
const chunk = new TextEncoder().encode('{"sku":')

test('a body that breaks off is the caller’s doing, not a failure of ours', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(chunk)
      controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
    },
  })
  await expect(readBody(sent(broken), 1_000)).rejects.toMatchObject({ code: 'body_incomplete' })
})

test('a body without an end is read no further than its limit', async () => {
  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1
      controller.enqueue(chunk)
    },
  })
  await expect(readBody(sent(endless), 70)).rejects.toMatchObject({ code: 'body_too_large' })
  expect(pulled).toBeLessThan(20)
})

const json = (body: BodyInit, type: string) =>
  new Request('http://shop/api/x', { method: 'POST', body, headers: { 'content-type': type } })

test.each([
  ['Latin-1', Buffer.from('{"name":"Zoë"}', 'latin1')],
  ['half of a character', Buffer.from('{"name":"Zoë"}').subarray(0, 12)],
  ['an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
])('bytes that are not UTF-8 are refused, not replaced: %s', async (_, bytes) => {
  await expect(readJson(json(bytes, 'application/json'))).rejects.toMatchObject({ code: 'not_utf8' })
})

test.each(['iso-8859-1', '"UTF-16"', 'windows-1252; x=y'])('a body in %s is refused', async (charset) => {
  await expect(readJson(json('{}', `application/json; charset=${charset}`))).rejects.toMatchObject({
    code: 'not_utf8',
  })
})

test.each(['utf-8', '"UTF-8"', 'utf8', 'US-ASCII'])('a body in %s is read', async (charset) => {
  expect(await readJson(json('{"name":"Zoë"}', `application/json; charset=${charset}`))).toEqual({
    name: 'Zoë',
  })
})
