import { expect, test } from 'vitest'
import { readBody } from './body'

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
