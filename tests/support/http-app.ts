import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'

type Handler = (request: Request) => Promise<Response>

/**
 * Serves route handlers on loopback, as the app would, for parts that call it over the wire (the bus, webhooks).
 * `handlers` maps "POST /api/…" to what the route exports; give them later, once the environment names this address.
 */
export async function serveHandlers() {
  const handlers = new Map<string, Handler>()
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request = await toRequest(incoming)
      const handler = handlers.get(`${request.method} ${new URL(request.url).pathname}`)
      const response = handler ? await handler(request) : new Response(null, { status: 404 })
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      outgoing.end(Buffer.from(await response.arrayBuffer()))
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    handlers,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** What came over the wire, as Next hands it to a route handler. */
export async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array))
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, String(value))
  }
  const url = `http://${incoming.headers.host}${incoming.url}`
  const method = incoming.method ?? 'GET'
  return new Request(url, { method, headers, ...(method === 'GET' ? {} : { body: Buffer.concat(chunks) }) })
}
