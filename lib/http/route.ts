import 'server-only'
import type { z } from 'zod'
import { AppError } from '../core/errors'
import {
  confirmRole,
  findShopper,
  newGuest,
  requireRole,
  type Session,
  sessionOf,
  type Shopper,
} from '../identity'
import { log } from '../infra/log/log'
import { readJson } from './body'
import { clientAddress } from './client-address'
import { requireSameOrigin } from './origin'
import { problem } from './problem'
import { enforceLimit, type LimitName } from './rate-limit'

type Schema = z.ZodType
type Parsed<S> = S extends Schema ? z.infer<S> : undefined
/** What staff are: people with one of these roles, or an admin. */
type StaffRole = 'marketer' | 'warehouse' | 'admin'
type Needs = 'none' | 'optional' | 'required' | 'create'
type Who<N extends Needs> = N extends 'required' | 'create'
  ? Shopper
  : N extends 'optional'
    ? Shopper | null
    : undefined

export interface RouteSpec<B, Q, P, N extends Needs, S extends StaffRole | undefined> {
  body?: B
  query?: Q
  params?: P
  /**
   * Whether the handler wants the shopper of the cookie: `optional` (null without one), `required` (404 without one:
   * what isn't yours does not exist), `create` (a guest is made, and its cookie set once the handler has succeeded).
   */
  shopper?: N
  /**
   * For people with this role only, known before their body is read: by the session for GET, by the auth server's word for
   * everything else (docs/decisions/0009).
   */
  staff?: S
  /**
   * Limits counted before anything is read; `per: 'cart'` counts the shopper, `per: 'address'` the caller, `per: 'account'`
   * the member of staff.
   */
  limits?: readonly { name: LimitName; per: 'address' | 'cart' | 'account' }[]
  /** bytes; 16 KB unless given */
  bodyLimit?: number
}

export interface RouteInput<B, Q, P, N extends Needs, S extends StaffRole | undefined> {
  request: Request
  requestId: string
  body: Parsed<B>
  query: Parsed<Q>
  params: Parsed<P>
  shopper: Who<N>
  staff: S extends StaffRole ? Session : undefined
}

type NextContext = { params: Promise<Record<string, string | string[] | undefined>> }

/**
 * Turns a use case into a route handler: who is asking, how often, is the input right, and how a refusal is said.
 * The answer is the object the handler returns (200, never cached) or the Response it made. A write must come from our
 * own origin and carry JSON of at most 16 KB, unless the route takes more.
 */
export function route<
  B extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  P extends Schema | undefined = undefined,
  N extends Needs = 'none',
  S extends StaffRole | undefined = undefined,
>(spec: RouteSpec<B, Q, P, N, S>, handle: (input: RouteInput<B, Q, P, N, S>) => Promise<object>) {
  return async (request: Request, context?: NextContext): Promise<Response> => {
    const requestId = crypto.randomUUID()
    const startedAt = performance.now()
    let response: Response
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') requireSameOrigin(request)
      const address = clientAddress(request)
      for (const limit of spec.limits ?? []) {
        if (limit.per === 'address' && address) await enforceLimit(limit.name, address)
      }
      const { shopper, cookies } = await whoIsAsking(request, spec.shopper ?? 'none')
      for (const limit of spec.limits ?? []) {
        if (limit.per === 'cart' && shopper) await enforceLimit(limit.name, shopper.customerId)
      }
      const staff = spec.staff && (await whoOfStaff(request, spec.staff, spec.limits ?? []))
      const params = parse(spec.params, context ? await context.params : {})
      const query = parse(spec.query, queryOf(request))
      const body = spec.body ? parse(spec.body, await readJson(request, spec.bodyLimit)) : undefined
      const input = { request, requestId, body, query, params, shopper, staff } as RouteInput<B, Q, P, N, S>
      const result = await handle(input)
      response = result instanceof Response ? result : json(result)
      for (const cookie of cookies) response.headers.append('set-cookie', cookie)
    } catch (error) {
      response = problem(error, requestId)
      if (response.status >= 500) log('error', 'request.failed', { ...about(request, requestId), error })
    }
    // A read that went well says nothing: a popular page would drown the rest.
    if (request.method !== 'GET' || response.status >= 400) {
      const durationMs = Math.round(performance.now() - startedAt)
      log('info', 'request', { ...about(request, requestId), status: response.status, durationMs })
    }
    return response
  }
}

/** An answer of ours that no cache may keep. */
export function json(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'private, no-store' } })
}

async function whoIsAsking(
  request: Request,
  needs: Needs,
): Promise<{ shopper?: Shopper | null; cookies: string[] }> {
  if (needs === 'none') return { cookies: [] }
  const shopper = await findShopper(request.headers.get('cookie'))
  if (shopper || needs === 'optional') return { shopper, cookies: [] }
  if (needs === 'create') return newGuest()
  throw new AppError('not_found', 'There is nothing here for you.')
}

/** Counts a member of staff before the auth server is asked, so that one of them can't keep it busy. */
async function whoOfStaff(
  request: Request,
  role: StaffRole,
  limits: readonly { name: LimitName; per: string }[],
): Promise<Session> {
  const session = requireRole(await sessionOf(request), role)
  for (const { name, per } of limits) {
    if (per === 'account') await enforceLimit(name, session.accountId)
  }
  return request.method === 'GET' || request.method === 'HEAD' ? session : confirmRole(session, role)
}

/** `?sku=A&sku=B` as { sku: ['A', 'B'] }: every value is a list, so that a schema decides how many it wants. */
function queryOf(request: Request): Record<string, string[]> {
  const { searchParams } = new URL(request.url)
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]),
  )
}

function parse(schema: Schema | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new AppError('invalid_input', 'Please check what was sent.', { errors })
}

function about(request: Request, requestId: string) {
  return {
    requestId,
    route: `${request.method} ${new URL(request.url).pathname.replace(/\/[\w-]{60,}/g, '/:token').replace(/[0-9a-f-]{36}/g, ':id')}`,
  }
}
