import 'server-only'
import type { z } from 'zod'
import type { Actor } from '@/lib/fulfillment'
import { fulfillmentConfig } from '@/lib/config/environment'
import { answering, isWrite, json, parseInput, queryOf } from '@/lib/http/answer'
import { readJson } from '@/lib/http/body'
import { requireSameOrigin } from '@/lib/http/origin'
import { enforceHere } from '@/lib/http/over-limit'
import { requireRole } from '@/lib/auth'
import { confirmWorker, workerSession } from './worker-session'

type Parsed<S> = S extends z.ZodType ? z.infer<S> : undefined

/**
 * A route for those who work in the warehouse, known before anything is read: by the session for GET, by the auth server's
 * word for everything else. The answer is the object the handler returns.
 */
export function warehouseRoute<
  B extends z.ZodType | undefined = undefined,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
>(
  spec: { body?: B; params?: P; query?: Q },
  handle: (input: { body: Parsed<B>; params: Parsed<P>; query: Parsed<Q>; worker: Actor }) => Promise<object>,
) {
  return answering(async ({ request, params: given }) => {
    const { APP_URL, FULFILLMENT_URL } = fulfillmentConfig()
    if (isWrite(request)) requireSameOrigin(request, APP_URL, ...(FULFILLMENT_URL ? [FULFILLMENT_URL] : []))
    const session = requireRole(await workerSession(request), 'warehouse')
    enforceHere(isWrite(request) ? 'warehouse-writes' : 'warehouse-reads', session.accountId)
    const { accountId, name, email } = isWrite(request) ? await confirmWorker(session) : session
    const worker = { id: accountId, name: name || email }
    const params = parseInput(spec.params, given) as Parsed<P>
    const query = parseInput(spec.query, queryOf(request)) as Parsed<Q>
    const body = (spec.body ? parseInput(spec.body, await readJson(request)) : undefined) as Parsed<B>
    return json(await handle({ body, params, query, worker }))
  })
}
