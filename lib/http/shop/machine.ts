import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { serverConfig } from '../../config/shop/server'
import { textFaults } from '../../core/text'
import { isForeign, verifyBusSignature } from '../../infra/bus'
import { invalidInput } from '../answer'
import { readBody, requireJson, WEBHOOK_LIMIT } from '../body'
import { ignored, machineRoute, unauthorized, urlAt } from '../signed'

export { machineRoute }

/** A job: the bus's schedule calls it, or anyone with CRON_SECRET as a bearer token. */
export function jobRoute(run: (body: unknown) => Promise<object>) {
  return machineRoute(async (request) => {
    const body = await readBody(request, WEBHOOK_LIMIT)
    const bearer = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
    const known = bearer
      ? isSameSecret(bearer, serverConfig().CRON_SECRET)
      : await verifyBusSignature({
          signature: request.headers.get('upstash-signature'),
          body,
          url: urlAt(serverConfig().APP_URL, request),
        })
    if (!known) throw unauthorized()
    const message = body === '' ? undefined : requireJson(body)
    if (isForeign(message)) return ignored(request)
    const faults = textFaults(message, 'line')
    if (faults.length > 0) throw invalidInput(faults)
    return run(message)
  })
}

/** Compares digests, so that neither the length nor the first wrong letter shows in the time it takes. */
function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
