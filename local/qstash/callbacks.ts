import type { Outcome } from './delivery'
import type { Message } from './message'

/** The body of a callback, as https://upstash.com/docs/qstash/features/callbacks describes it. */
export interface CallbackBody {
  status: number
  header: Record<string, string[]>
  /** The answer of the destination, in base64. */
  body: string
  retried: number
  maxRetries: number
  sourceMessageId: string
  url: string
  method: string
  sourceHeader: Record<string, string[]>
  /** The body of the message, in base64. */
  sourceBody: string
  notBefore: string
  createdAt: string
  scheduleId?: string
  callerIP: string
  /** Only in failure callbacks: where the message lies now. */
  dlqId?: string
}

/** What a callback says about an attempt to deliver `source`. */
export function callbackBody(
  { id, spec, createdAt }: Message,
  outcome: Outcome,
  retried: number,
  dlqId?: string,
): CallbackBody {
  return {
    status: outcome.status,
    header: outcome.header,
    body: (outcome.error === undefined ? outcome.body : Buffer.from(outcome.error)).toString('base64'),
    retried,
    maxRetries: spec.maxRetries,
    sourceMessageId: id,
    url: spec.url,
    method: spec.method,
    sourceHeader: headerLists(spec.headers),
    sourceBody: spec.body.toString('base64'),
    notBefore: String(Math.round(spec.notBefore)),
    createdAt: String(createdAt),
    ...(spec.scheduleId !== undefined && { scheduleId: spec.scheduleId }),
    callerIP: '127.0.0.1',
    ...(dlqId !== undefined && { dlqId }),
  }
}

export const headerLists = (headers: Readonly<Record<string, string>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
