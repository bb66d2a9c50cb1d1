import { z } from 'zod'

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>

/** What the publisher asked for, before it becomes a message with an id. */
export interface MessageSpec {
  url: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body: Buffer
  /** Sent to the destination as they are. */
  headers: Headers
  maxRetries: number
  timeoutMs: number
  /** Milliseconds since 1970. */
  notBefore: number
  labels: string[]
  callback: CallbackSpec | undefined
  failureCallback: CallbackSpec | undefined
  deduplicationId: string | undefined
  contentBasedDeduplication: boolean
  scheduleId: string | undefined
}

/** One that was published, and what became of it. */
export interface Message {
  readonly id: string
  readonly spec: MessageSpec
  readonly createdAt: number
  state: 'pending' | 'delivered' | 'failed' | 'canceled' | 'lost'
}

/** Where a callback goes, and the headers with which it is published. */
export interface CallbackSpec {
  url: string
  headers: Headers
}

export class BadRequest extends Error {
  override readonly name = 'BadRequest'
}

const DEFAULT_RETRIES = 3
const DEFAULT_TIMEOUT_MS = 60_000
const SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 }

const duration = z
  .string()
  .regex(/^(?=.)(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/)
  .transform((text) =>
    [...text.matchAll(/(\d+)([dhms])/g)].reduce(
      (sum, [, count, unit]) =>
        sum + Number(count) * SECONDS[z.enum(['d', 'h', 'm', 's']).parse(unit)] * 1000,
      0,
    ),
  )
const count = z.string().regex(/^\d+$/).transform(Number)
const url = z.url({ protocol: /^https?$/ })

const controls = z.object({
  'upstash-method': z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  'upstash-delay': duration.optional(),
  'upstash-not-before': count.optional(),
  'upstash-retries': count.default(DEFAULT_RETRIES),
  'upstash-timeout': duration.default(DEFAULT_TIMEOUT_MS),
  'upstash-label': z.string().optional(),
  'upstash-callback': url.optional(),
  'upstash-failure-callback': url.optional(),
  'upstash-deduplication-id': z.string().min(1).optional(),
  'upstash-content-based-deduplication': z.string().optional(),
})

/** Reads a publish request. Throws BadRequest naming the header, or the destination, that is wrong. */
export function parseMessage(
  destination: string,
  headers: Headers,
  body: Buffer,
  now: number,
  scheduleId?: string,
): MessageSpec {
  if (!url.safeParse(destination).success) {
    throw new BadRequest(
      `invalid destination url: endpoint has invalid scheme or is not a URL: ${destination}`,
    )
  }
  const parsed = controls.safeParse(headers)
  if (!parsed.success) {
    throw new BadRequest(parsed.error.issues.map((issue) => `invalid ${issue.path.join('.')}`).join(', '))
  }
  const control = parsed.data
  const notBefore = control['upstash-not-before']
  const retries = control['upstash-retries']
  return {
    url: destination,
    method: control['upstash-method'],
    body,
    headers: {
      ...(headers['content-type'] && { 'content-type': headers['content-type'] }),
      ...withPrefix(headers, 'upstash-forward-', ''),
    },
    maxRetries: retries,
    timeoutMs: control['upstash-timeout'],
    notBefore: notBefore === undefined ? now + (control['upstash-delay'] ?? 0) : notBefore * 1000,
    labels: control['upstash-label']?.split(',').map((label) => label.trim()) ?? [],
    callback: callbackSpec(control['upstash-callback'], headers, 'upstash-callback-', retries),
    failureCallback: callbackSpec(
      control['upstash-failure-callback'],
      headers,
      'upstash-failure-callback-',
      retries,
    ),
    deduplicationId: control['upstash-deduplication-id'],
    contentBasedDeduplication: control['upstash-content-based-deduplication'] === 'true',
    scheduleId,
  }
}

/** `Upstash-Callback-Retries: 1` means `Upstash-Retries: 1` for the callback. */
function callbackSpec(
  to: string | undefined,
  headers: Headers,
  prefix: string,
  retries: number,
): CallbackSpec | undefined {
  if (to === undefined) return undefined
  const own = withPrefix(headers, prefix, 'upstash-')
  return {
    url: to,
    headers: { 'upstash-retries': String(retries), ...own, 'content-type': 'application/json' },
  }
}

function withPrefix(headers: Headers, prefix: string, replacement: string): Headers {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(found.map(([name, value]) => [replacement + name.slice(prefix.length), value]))
}
