import { setTimeout as sleep } from 'node:timers/promises'
import type { Backend } from './backend'
import { ApiError, invalidRequest } from './errors'
import { expand } from './expand'
import type { Faults, RouteFault } from './faults'
import { canonicalForm, decodeForm } from './form'
import { Idempotency, type IdempotencyRecord, type KeyedRequest } from './idempotency'
import { newId } from './ids'
import { checkKey, keyKindOf } from './keys'
import { matchRoute } from './routes'
import type { Call, Prepared } from './routes/route'
import { API_VERSION } from './version'

export interface ApiRequest {
  method: string
  path: string
  /** The form: the query of a GET or DELETE, the body of a POST. */
  form: string
  authorization: string | undefined
  idempotencyKey: string | undefined
  version: string | undefined
}

export interface ApiAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** Answered by breaking the connection: what a fault asked for. */
export const HANG_UP = Symbol('hang up')

/** One request to the API, from its key to its answer. */
export class Api {
  readonly requestCounts = new Map<string, number>()
  private readonly idempotency: Idempotency

  constructor(
    private readonly backend: Backend,
    private readonly faults: Faults,
  ) {
    this.idempotency = new Idempotency(backend.store.idempotency)
  }

  async answer(request: ApiRequest): Promise<ApiAnswer | typeof HANG_UP> {
    const requestId = newId('req', 14)
    const headers = { 'request-id': requestId, 'stripe-version': request.version ?? API_VERSION }
    try {
      const answer = await this.handle(request, requestId)
      return answer === HANG_UP ? HANG_UP : { ...answer, headers: { ...headers, ...answer.headers } }
    } catch (error) {
      if (!(error instanceof ApiError)) console.error('local stripe:', error)
      return { ...failure(error, requestId), headers }
    }
  }

  private async handle(request: ApiRequest, requestId: string): Promise<ApiAnswer | typeof HANG_UP> {
    const key = keyKindOf(request.authorization)
    const match = matchRoute(request.method, request.path)
    if (match === undefined) throw unknownUrl(request)
    checkKey(key, match.route.keys)
    this.requestCounts.set(match.name, (this.requestCounts.get(match.name) ?? 0) + 1)

    const arrival = this.faults.strike(match.name, 'never_arrives', 'error_429', 'error_503')
    if (arrival?.kind === 'never_arrives') return HANG_UP
    if (arrival !== undefined) throw refusal(arrival)

    const form = decodeForm(request.form)
    const keyed = keyedRequest(request, canonicalForm(form))
    const stored = keyed && this.idempotency.find(keyed)
    const answer =
      stored !== undefined
        ? replay(stored)
        : await this.execute(match.name, match.route.prepare(form), keyed, {
            backend: this.backend,
            id: match.id,
            key,
            request: { id: requestId, idempotency_key: keyed?.key ?? null },
          })

    const departure = this.faults.strike(match.name, 'lost_answer', 'slow_answer')
    if (departure?.kind === 'slow_answer') await sleep(departure.ms)
    return departure?.kind === 'lost_answer' ? HANG_UP : answer
  }

  /** Runs a request that has passed validation; its answer and its effect are committed together. */
  private async execute(
    route: string,
    prepared: Prepared,
    keyed: KeyedRequest | undefined,
    call: Call,
  ): Promise<ApiAnswer> {
    const requestId = call.request.id ?? ''
    if (keyed !== undefined) this.idempotency.begin(keyed)
    try {
      const slow = this.faults.strike(route, 'slow')
      if (slow !== undefined) await sleep(slow.ms)
      const broken = this.faults.strike(route, 'error_500', 'error_500_after')
      const result = broken?.kind === 'error_500' ? SERVER_ERROR : this.run(prepared, call)
      const answer = broken === undefined ? result : SERVER_ERROR
      if (keyed !== undefined) this.idempotency.finish(keyed, { ...answer, requestId })
      this.backend.store.commit()
      return { ...answer, headers: keyHeaders(keyed?.key, requestId, answer.status) }
    } catch (error) {
      if (keyed !== undefined) this.idempotency.abandon(keyed)
      throw error
    }
  }

  /** The outcome, a refusal included: it belongs to the request and is replayed with it. */
  private run({ run, expand: paths }: Prepared, call: Call): Outcome {
    try {
      const body = expand(run(call), paths, this.backend.store)
      return { status: 200, body: JSON.stringify(body, null, 2) }
    } catch (error) {
      if (error instanceof ApiError) return failure(error, call.request.id ?? '')
      throw error
    }
  }
}

type Outcome = Pick<ApiAnswer, 'status' | 'body'>

const SERVER_ERROR = failure(new Error('The local stand-in was told to fail.'), '')

function failure(error: unknown, requestId: string): Outcome {
  const known = error instanceof ApiError
  const body = known ? error.body : { type: 'api_error', message: 'An unknown error occurred' }
  const request_log_url = `https://dashboard.stripe.com/test/logs/${requestId}`
  return {
    status: known ? error.status : 500,
    body: JSON.stringify({ error: { ...body, request_log_url } }, null, 2),
  }
}

/** Only POST takes a key. Parameters are compared as they mean, not as they were written. */
function keyedRequest(request: ApiRequest, fingerprint: string): KeyedRequest | undefined {
  if (request.method !== 'POST' || request.idempotencyKey === undefined) return undefined
  return { key: request.idempotencyKey, path: request.path, fingerprint }
}

function replay(record: IdempotencyRecord): ApiAnswer {
  const headers = {
    ...keyHeaders(record.id, record.requestId, record.status),
    'idempotent-replayed': 'true',
  }
  return { status: record.status, headers, body: record.body }
}

function keyHeaders(key: string | undefined, requestId: string, status: number): Record<string, string> {
  return {
    ...(key !== undefined && { 'idempotency-key': key, 'original-request': requestId }),
    ...(status >= 500 && { 'stripe-should-retry': 'false' }),
  }
}

function unknownUrl({ method, path }: ApiRequest): ApiError {
  const message = `Unrecognized request URL (${method}: ${path}). Please see https://docs.stripe.com or we can help at https://support.stripe.com/.`
  return invalidRequest({ message, status: 404 })
}

function refusal({ kind }: RouteFault): ApiError {
  if (kind === 'error_503') {
    return new ApiError(503, { type: 'api_error', message: 'Stripe is temporarily unavailable.' })
  }
  const message =
    'Request rate limit exceeded. Learn more about rate limits here https://docs.stripe.com/rate-limits.'
  return invalidRequest({ message, code: 'rate_limit', status: 429 })
}
