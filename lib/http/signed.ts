import 'server-only'
import { AppError } from '../core/errors'
import { textFaults } from '../core/text'
import { isForeign, verifyBusSignature } from '../infra/bus'
import { log } from '../infra/log/log'
import { logSecurity } from '../infra/log/security'
import { invalidInput, json } from './answer'
import { readBody, requireJson, WEBHOOK_LIMIT } from './body'
import { clientAddress } from './client-address'
import { enforceHere } from './over-limit'
import { problem } from './problem'

/** A route that machines call: no cookie, no Origin; it proves its caller by a signature over the raw body. */
export function machineRoute(handle: (request: Request) => Promise<object>) {
  return async (request: Request): Promise<Response> => {
    const requestId = crypto.randomUUID()
    try {
      enforceHere('machines', clientAddress(request))
      return json(await handle(request))
    } catch (error) {
      const response = problem(error, requestId)
      const route = `${request.method} ${new URL(request.url).pathname}`
      const about = { requestId, route, status: response.status }
      // A refusal is the caller's doing: its code says it all. A failure of ours wants its stack.
      if (error instanceof AppError && (error.code === 'unauthorized' || error.code === 'bad_signature'))
        logSecurity('security.bad_signature', about)
      else if (error instanceof AppError && response.status < 500)
        log('warn', 'delivery.refused', { ...about, code: error.code })
      else log('error', 'delivery.failed', { ...about, error })
      return response
    }
  }
}

/**
 * What the bus delivers: signed, at most 256 KB of JSON. Anything but a 2xx is delivered again, and parked in the end.
 * @param appUrl where the bus was told to deliver to, whatever a proxy in between calls the host
 * @param handle gets the parsed body; what it throws is the answer
 */
export function busRoute(appUrl: () => string, handle: (body: unknown, request: Request) => Promise<object>) {
  return machineRoute(async (request) => {
    const body = await readBody(request, WEBHOOK_LIMIT)
    const signature = request.headers.get('upstash-signature')
    if (!(await verifyBusSignature({ signature, body, url: urlAt(appUrl(), request) }))) throw unauthorized()
    const message = requireJson(body)
    if (isForeign(message)) return ignored(request)
    const faults = textFaults(message, 'lines')
    if (faults.length > 0) throw invalidInput(faults)
    return handle(message, request)
  })
}

/** Another deployment's message: nothing is written, and it need not be delivered again. */
export function ignored(request: Request): { ignored: true } {
  log('warn', 'delivery.foreign', { route: new URL(request.url).pathname })
  return { ignored: true }
}

export const unauthorized = () => new AppError('unauthorized', 'The caller did not prove who it is.')

export const urlAt = (appUrl: string, request: Request) => `${appUrl}${new URL(request.url).pathname}`
