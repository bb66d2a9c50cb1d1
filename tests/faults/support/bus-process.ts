/**
 * A part of the bus's ends in a process of its own, to be killed: `consumer PORT` serves the warehouse's events as its
 * deployment does, `relay` publishes the shop's outbox once. Says "ready" when it has begun.
 */
import { createServer } from 'node:http'
import { POST } from '@/app/api/fulfillment/events/route'
import { relayShopOutbox } from '@/lib/events/shop'

const [role, port] = process.argv.slice(2)

if (role === 'relay') {
  console.log('ready')
  await relayShopOutbox()
  process.exit()
}

createServer((incoming, outgoing) => {
  void (async () => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array))
    const headers = new Headers(
      Object.entries(incoming.headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)] as [string, string]],
      ),
    )
    const url = `http://127.0.0.1:${port}${incoming.url}`
    const response = await POST(new Request(url, { method: 'POST', headers, body: Buffer.concat(chunks) }))
    outgoing.writeHead(response.status, { 'content-type': 'application/json' })
    outgoing.end(await response.text())
  })()
}).listen(Number(port), '127.0.0.1', () => console.log('ready'))
