import path from 'node:path'
import { serverConfig } from '@/lib/config/shop/server'
import { handlersOnDisk } from '../support/access-walk'
import { bodyInit } from './bodies'
import type { OddRequest } from './requests'
import type { HandlerSample } from './handler-sample'

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>

/** Calls a handler ("GET /api/orders/[number]") in this process with an odd request, as Next would. */
export async function askHandler(name: string, sample: HandlerSample, odd: OddRequest): Promise<Response> {
  const { file, method } = handlersOnDisk.find((one) => one.name === name) ?? { file: '', method: '' }
  const handlers = (await import(path.resolve('app', file))) as Record<string, Handler>
  const { APP_URL } = serverConfig()
  const address = name
    .split(' ')[1]!
    .replaceAll(/\[([^\]]+)\]/g, (_, one: string) =>
      encodeURIComponent((odd.params[one] ?? '').toWellFormed()),
    )
  const isWrite = method !== 'GET'
  const body = isWrite ? odd.body : null
  const text = body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : ''
  const headers = new Headers({
    ...(isWrite && { origin: new URL(APP_URL).origin, 'content-type': 'application/json' }),
    ...sample.proof?.(text, `${APP_URL}${address}`),
  })
  for (const [header, value] of odd.headers) headers.set(header, value)
  const request = new Request(`${APP_URL}${address}?${odd.query}`, {
    method,
    headers,
    body: bodyInit(body),
    // What the DOM's types do not know and Node asks for: the body may be a stream.
    ...{ duplex: 'half' },
  })
  return handlers[method]!(request, { params: Promise.resolve(odd.params) })
}
