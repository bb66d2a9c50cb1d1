import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { MessageSpec } from './message'

/** How one attempt ended. A destination that could not be reached counts as status 0. */
export interface Outcome {
  status: number
  header: Record<string, string[]>
  body: Buffer
  error?: string
}

export interface Attempt {
  messageId: string
  spec: MessageSpec
  retried: number
}

const SIGNATURE_SECONDS = 300

/** The JWT by which a receiver knows that the bus sent this body to this URL. */
export function sign(key: string, url: string, body: Buffer, nowMs: number): string {
  const now = Math.floor(nowMs / 1000)
  const claims = {
    iss: 'Upstash',
    sub: url,
    exp: now + SIGNATURE_SECONDS,
    nbf: now,
    iat: now,
    jti: `jwt_${randomUUID()}`,
    body: createHash('sha256').update(body).digest('base64url'),
  }
  const content = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`
}

/** Requests the destination once. Never throws: whatever goes wrong is the outcome. */
export async function deliver(attempt: Attempt, signingKey: string, closing: AbortSignal): Promise<Outcome> {
  const { messageId, spec, retried } = attempt
  const hasBody = spec.method !== 'GET'
  const body = hasBody ? spec.body : Buffer.alloc(0)
  try {
    const response = await fetch(spec.url, {
      method: spec.method,
      headers: {
        ...spec.headers,
        'user-agent': 'Upstash-QStash',
        'upstash-signature': sign(signingKey, spec.url, body, Date.now()),
        'upstash-message-id': messageId,
        'upstash-retried': String(retried),
        'upstash-caller-ip': '127.0.0.1',
        ...(spec.scheduleId !== undefined && { 'upstash-schedule-id': spec.scheduleId }),
        ...(spec.labels.length > 0 && { 'upstash-label': spec.labels.join(',') }),
      },
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(spec.timeoutMs)]),
      ...(hasBody && { body: new Uint8Array(body) }),
    })
    return {
      status: response.status,
      header: Object.fromEntries([...response.headers].map(([name, value]) => [name, [value]])),
      body: Buffer.from(await response.arrayBuffer()),
    }
  } catch (error) {
    return { status: 0, header: {}, body: Buffer.alloc(0), error: describe(error) }
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
