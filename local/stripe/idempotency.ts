import { ApiError, invalidRequest } from './errors'
import { unixNow } from './ids'
import type { Collection } from './collection'

/** The stored answer of the first request with a key. */
export interface IdempotencyRecord {
  /** The key. */
  id: string
  object: 'idempotency_record'
  path: string
  fingerprint: string
  status: number
  body: string
  requestId: string
  created: number
}

export interface KeyedRequest {
  key: string
  path: string
  /** The same for the same parameters: two requests with one key must agree in it. */
  fingerprint: string
}

const LIFETIME_SECONDS = 24 * 60 * 60
const MAX_KEY_LENGTH = 255

/** Stripe's idempotency: one execution per key, its answer (errors too) replayed to every later request. */
export class Idempotency {
  private readonly running = new Map<string, KeyedRequest>()

  constructor(private readonly records: Collection<IdempotencyRecord>) {
    for (const { id, created } of records.all())
      if (created + LIFETIME_SECONDS < unixNow()) records.delete(id)
  }

  /** The stored answer, or undefined when there is none. Throws on other parameters, and while one is running. */
  find(request: KeyedRequest): IdempotencyRecord | undefined {
    if (request.key.length > MAX_KEY_LENGTH) {
      throw invalidRequest({ message: 'Idempotency keys may be at most 255 characters long.' })
    }
    const record = this.records.get(request.key)
    const earlier = record ?? this.running.get(request.key)
    if (earlier === undefined) return undefined
    if (earlier.path !== request.path || earlier.fingerprint !== request.fingerprint) {
      throw keyReused(request, earlier.path)
    }
    if (record === undefined) throw keyInUse()
    return record
  }

  /** From here until `finish` or `abandon`, other requests with the key are told to wait. */
  begin(request: KeyedRequest): void {
    this.running.set(request.key, request)
  }

  /** Stores the answer, in the same commit as the effect it tells of. */
  finish(request: KeyedRequest, answer: Pick<IdempotencyRecord, 'status' | 'body' | 'requestId'>): void {
    this.running.delete(request.key)
    this.records.put({
      id: request.key,
      object: 'idempotency_record',
      path: request.path,
      fingerprint: request.fingerprint,
      created: unixNow(),
      ...answer,
    })
  }

  /** The request ended without an answer worth keeping. */
  abandon(request: KeyedRequest): void {
    this.running.delete(request.key)
  }
}

function keyReused({ key, path }: KeyedRequest, earlierPath: string): ApiError {
  const rule =
    path === earlierPath
      ? 'the same parameters they were first used with'
      : `the same endpoint they were first used for ('${path}' vs '${earlierPath}')`
  return new ApiError(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with ${rule}. Try using a key other than '${key}' if you meant to execute a different request.`,
  })
}

function keyInUse(): ApiError {
  return invalidRequest({
    message:
      'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through). Please try again later.',
    code: 'idempotency_key_in_use',
    status: 409,
  })
}
