import { callersHeaders } from './callers-headers.mjs'
import { boundConnections } from './connections.mjs'
import { faultOf, refuse, refuseSocket, secure } from './refusals.mjs'

/** Milliseconds and bytes. A request has to be here in that time; how long its answer takes is another matter. */
export const REQUEST_LIMITS = {
  headersTimeout: 10_000,
  /** headers and body; 20 MB, the largest body of all, need 5.5 Mbit a second */
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
}

const development = process.env.NODE_ENV === 'development'

/**
 * An HTTP server whose listener gets only requests that Next can read, with the socket's address in a header and without
 * the headers by which Next's own parts talk to each other. Slow requests end with 408.
 * @param {{
 *   createServer: typeof import('node:http').createServer,
 *   listener: import('node:http').RequestListener,
 *   options?: import('node:http').ServerOptions,
 * }} given
 */
export function guardedServer({ createServer, listener, options = {} }) {
  const server = createServer({ ...REQUEST_LIMITS, ...options }, (request, response) => {
    secure(response)
    const fault = faultOf(request, { development })
    if (fault) return refuse(request, response, fault)
    callersHeaders(request, { development })
    return listener(request, response)
  })
  boundConnections(server)
  server.on('connect', (_, socket) => refuseSocket(socket, 405))
  // Only `next dev` speaks over an upgraded connection; Next would leave any other open for good.
  server.on('upgrade', (request, socket) => {
    callersHeaders(request, { development })
    if (!development) refuseSocket(socket, 400)
  })
  return server
}
