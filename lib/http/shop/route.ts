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
type Who<N extends Needs> = N extends 'create'
  ? ShopperClaim
  : N extends 'required'
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
   * what isn't yours does not exist), `create` (the claim as it stands, so that one statement can prove it and write; where
   * there is none, or the handler throws UnknownShopper, a guest is made, and its cookie set once the handler has succeeded).
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
    const shopper = await whoIsAsking(claim, needs)
    const staff = spec.staff && (await whoOfStaff(request, spec.staff, limits))
    const params = parseInput(spec.params, given)
    const query = parseInput(spec.query, queryOf(request))
    const body = spec.body
      ? parseInput(spec.body, await readJson(request, spec.bodyLimit), spec.text)
      : undefined
    const answer = async (shopper: ShopperClaim | null | undefined) => {
      const input = { request, requestId, body, query, params, shopper, staff, caller } as RouteInput<
        B,
        Q,
        P,
        N,
        S
      >
      const result = await handle(input)
      return result instanceof Response ? result : json(result)
    }
    return needs === 'create' ? asGuestOrKnown(claim, caller, answer) : answer(shopper)
  })
}

const NEW_CART = [{ name: 'new-carts-per-address', per: 'address' }] as const satisfies Limits

/** What is not proven yet counts as who it claims to be; another's share cannot be used up without their secret. */
const secretOf = ({ tokenHash }: ShopperClaim): string => Buffer.from(tokenHash).toString('base64url')

async function whoIsAsking(claim: ShopperClaim | null, needs: Needs): Promise<Shopper | null | undefined> {
  if (needs === 'none' || needs === 'create') return undefined
  const shopper = claim && (await provenShopper(claim))
  if (!shopper && needs === 'required') throw new UnknownShopper()
  return shopper
}

/** Answers the shopper of the claim, or a new guest where there is none or it turns out to be wrong. */
async function asGuestOrKnown(
  claim: ShopperClaim | null,
  caller: Caller | null,
  answer: (shopper: ShopperClaim) => Promise<Response>,
): Promise<Response> {
  const known = claim && (await answer(claim).catch(unlessUnknown))
  if (known) return known
  // Without a claim it was counted with the others.
  if (claim) await enforceLimits(NEW_CART, { address: caller?.address })
  const { shopper, cookies } = newGuest()
  const response = await answer(shopper)
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}

function unlessUnknown(error: unknown): null {
  if (error instanceof UnknownShopper) return null
  throw error
}

/** Counts a member of staff before the auth server is asked, so that one of them can't keep it busy. */
async function whoOfStaff(request: Request, role: StaffRole, limits: Limits): Promise<Session> {
  const session = requireRole(await sessionOf(request), role)
  await enforceLimits(limits, { account: session.accountId })
  return isWrite(request) ? confirmRole(session, role) : session
}
