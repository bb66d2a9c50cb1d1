import { Agent, type IncomingMessage, request } from 'node:http'
import type { OddRequest } from './requests'
import type { ServerSample } from './page-samples'

/** By these a connection is framed: a client that lies in them has asked no page. tests/e2e/entry.spec.ts sends such. */
const OF_THE_CONNECTION = /^(content-length|transfer-encoding|connection|upgrade|expect|host)$/i
/** More than any handler reads. */
const LARGE = new Uint8Array(300 * 1024).fill(0x20)

export const keptAlive = new Agent({ keepAlive: true, maxSockets: 16 })

/**
 * Asks a server over the wire, as no HTTP client of higher rank would let us. Sends it once more when the server has closed
 * the connection that was kept, which it does after a request that it refused.
 * @returns the status, when all of the answer has come
 */
export async function askServer(url: string, sample: ServerSample, odd: OddRequest): Promise<number> {
  try {
    return await ask(url, sample, odd, keptAlive)
  } catch {
    return ask(url, sample, odd, undefined)
  }
}

function ask(url: string, sample: ServerSample, odd: OddRequest, agent: Agent | undefined): Promise<number> {
  const path = sample.route.replaceAll(/\[([^\]]+)\]/g, (_, name: string) => {
    const value = encodeURIComponent((odd.params[name] ?? '').toWellFormed())
    // Several parts of a path, where the route takes them.
    return name.startsWith('...') ? value.replaceAll('%2F', '/') : value
  })
  const { hostname, port } = new URL(url)
  const headers: Record<string, string> = { 'content-type': 'application/json', origin: url }
  for (const [name, value] of odd.headers) if (!OF_THE_CONNECTION.test(name)) headers[name] = value
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const asked = request({
    ...{ hostname, port, headers, method: sample.method, path: `${path}?${encodeURI(odd.query)}` },
    ...(agent ? { agent } : { agent: false }),
  })
  asked.on('error', reject).on('response', (answer: IncomingMessage) => {
    answer.on('error', reject).on('end', () => resolve(answer.statusCode ?? 0))
    answer.resume()
  })
  asked.end(sample.method === 'POST' ? bytesOf(odd.body) : undefined)
  return promise
}

const bytesOf = (body: OddRequest['body']): Uint8Array =>
  body instanceof Uint8Array ? body : body ? LARGE : new Uint8Array()
