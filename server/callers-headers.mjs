import { isPageKnown, KNOWN_PAGE_HEADER } from '../lib/http/known-pages.mjs'
import { SOCKET_ADDRESS_HEADER } from '../lib/http/socket-address.mjs'

/**
 * What Next believes when a request says it, and no caller has a reason to say: instructions between its own parts, and
 * the policy whose nonce it would put on a page's scripts. Server Actions (next-action) are not used here.
 */
const INTERNAL =
  /^(x-(middleware|nextjs|next|invoke|action)-.*|x-prerender-revalidate.*|x-matched-path|x-now-route-matches|next-resume|next-action|content-security-policy.*|x-nonce)$/
/** By these the pages of `next dev` name themselves to its error overlay. */
const OF_DEVELOPMENT = /^x-nextjs-(html-)?request-id$/

/**
 * Drops those headers, writes the address of the socket, and says of a page that it is known to be there.
 * @param {import('node:http').IncomingMessage} request changed
 * @param {{ development: boolean }} options
 */
export function callersHeaders(request, { development }) {
  const { headers } = request
  for (const name in headers) {
    if (INTERNAL.test(name) && !(development && OF_DEVELOPMENT.test(name))) delete headers[name]
  }
  headers[SOCKET_ADDRESS_HEADER] = request.socket.remoteAddress ?? ''
  delete headers[KNOWN_PAGE_HEADER]
  if (isPageKnown(request.url?.split('?', 1)[0] ?? '')) headers[KNOWN_PAGE_HEADER] = '1'
}
