import 'server-only'
import type { z } from 'zod'
import { serverConfig } from '../../config/shop/server'
import { requireRole, type Session } from '../../auth'
import type { Caller } from '../../core/caller'
import {
  claimedShopper,
  confirmRole,
  newGuest,
  provenShopper,
  sessionOf,
  type Shopper,
  type ShopperClaim,
  UnknownShopper,
} from '../../shopper'
import type { TextKind } from '../../core/text'
import { answering, isWrite, json, parseInput, queryOf } from '../answer'
import { readJson } from '../body'
import { callerOf } from '../client-address'
import { requireSameOrigin } from '../origin'
import { requireProof } from './proof'
import type { Limits } from '../limits'
import { enforceLimits } from './rate-limit'

export { json }

type Schema = z.ZodType
type Parsed<S> = S extends Schema ? z.infer<S> : undefined
/** What staff are: people with one of these roles, or an admin. */
type StaffRole = 'marketer' | 'warehouse' | 'admin'
type Needs = 'none' | 'optional' | 'required' | 'create'
type Who<N extends Needs> = N extends 'create' | 'required'
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
   * what isn't yours does not exist), `create` (a new guest without one; the guest's cookie is set when the handler succeeds).
   * The cookie's secret is proven before the handler runs, which happens once.
   */
  shopper?: N
  /**
   * For people with this role only, known before their body is read: by the session for GET, by the auth server's word for
   * everything else (docs/decisions/0009).
   */
  staff?: S
  /**
   * Limits counted before anything is read, by the caller's address, the browser's secret or the member of staff. A route
   * without any is named, with the reason, in tests/integration/route-limits.test.ts.
   */
  limits?: Limits
  /** while ATTACK_MODE is on, the request needs a proof of work */
  proof?: true
  /** bytes; 16 KB unless given */
  bodyLimit?: number
  /** what the texts of the body are: single lines unless given */
  text?: TextKind | 'cleaned'
}

export interface RouteInput<B, Q, P, N extends Needs, S extends StaffRole | undefined> {
  request: Request
  requestId: string
  body: Parsed<B>
  query: Parsed<Q>
  params: Parsed<P>
  shopper: Who<N>
  staff: S extends StaffRole ? Session : undefined
  /** where the request comes from; null when nothing says so that callers can't write themselves */
  caller: Caller | null
}

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
  return answering(async ({ request, requestId, params: given }) => {
    if (isWrite(request)) requireSameOrigin(request, serverConfig().APP_URL)
    const needs = spec.shopper ?? 'none'
    const claim = claimedShopper(request.headers.get('cookie'))
    const caller = callerOf(request)
    const limits = [...(spec.limits ?? []), ...(needs === 'create' && !claim ? NEW_CART : [])]
    await enforceLimits(limits, { address: caller?.address, cart: claim && secretOf(claim) })
    if (spec.proof) await requireProof(request)
    const { shopper, cookies } = await whoIsAsking(claim, needs, caller)
    const staff = spec.staff && (await whoOfStaff(request, spec.staff, limits))
    const params = parseInput(spec.params, given)
    const query = parseInput(spec.query, queryOf(request))
    const body = spec.body
      ? parseInput(spec.body, await readJson(request, spec.bodyLimit), spec.text)
      : undefined
    const input = { request, requestId, body, query, params, shopper, staff, caller } as RouteInput<
      B,
      Q,
      P,
      N,
      S
    >
    const result = await handle(input)
    const response = result instanceof Response ? result : json(result)
    for (const cookie of cookies) response.headers.append('set-cookie', cookie)
    return response
  })
}

const NEW_CART = [{ name: 'new-carts-per-address', per: 'address' }] as const satisfies Limits

/** Limits count a browser by its secret before the secret is proven: nobody can use up a limit of another browser without it. */
const secretOf = ({ tokenHash }: ShopperClaim): string => Buffer.from(tokenHash).toString('base64url')

/** Proves the claim, before the handler runs. @returns the shopper, and the cookies of one that is new */
async function whoIsAsking(
  claim: ShopperClaim | null,
  needs: Needs,
  caller: Caller | null,
): Promise<{ shopper: Shopper | null | undefined; cookies: string[] }> {
  if (needs === 'none') return { shopper: undefined, cookies: [] }
  const shopper = claim && (await provenShopper(claim))
  if (shopper || needs === 'optional') return { shopper, cookies: [] }
  if (needs === 'required') throw new UnknownShopper()
  // A request without a claim was counted with its other limits.
  if (claim) await enforceLimits(NEW_CART, { address: caller?.address })
  return newGuest()
}

/** Counts a member of staff before the auth server is asked, so that one of them can't keep it busy. */
async function whoOfStaff(request: Request, role: StaffRole, limits: Limits): Promise<Session> {
  const session = requireRole(await sessionOf(request), role)
  await enforceLimits(limits, { account: session.accountId })
  return isWrite(request) ? confirmRole(session, role) : session
}
