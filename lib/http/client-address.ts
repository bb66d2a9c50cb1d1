import 'server-only'
import { isDevelopmentBuild } from '../config/build'
import { limitConfig } from '../config/environment'
import { type Caller, callerAt } from '../core/caller'
import { log } from '../infra/log/log'
import { hasEntry, SOCKET_ADDRESS_HEADER } from './socket-address.mjs'

type Asked = { headers: Pick<Headers, 'get'> }

/**
 * Where a request comes from: by the header that the platform in front overwrites (CLIENT_ADDRESS_HEADER), else by its
 * socket, which the server's entry writes down. A caller may write any other header itself. Null when neither is there
 * (plain `next start`): no limit by address is kept then, and the boot says so.
 */
export function callerOf({ headers }: Asked): Caller | null {
  const { CLIENT_ADDRESS_HEADER } = limitConfig()
  const named = CLIENT_ADDRESS_HEADER && callerAt(firstOf(headers.get(CLIENT_ADDRESS_HEADER)))
  if (named || !hasEntry()) return named || null
  const caller = callerAt(firstOf(headers.get(SOCKET_ADDRESS_HEADER)))
  if (!CLIENT_ADDRESS_HEADER) noteProxy(caller, headers.get('x-forwarded-for'))
  return caller
}

const firstOf = (list: string | null): string => list?.split(',', 1)[0] ?? ''

/** Of this machine, or of a network without a way in from outside. */
const PRIVATE = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::\/64|f[cd])/
let isProxyNoted = false

/** Says it once when a proxy seems to stand in front that nobody named: all its callers share one count then. */
function noteProxy(caller: Caller | null, forwardedFor: string | null): void {
  if (isProxyNoted || !caller || !PRIVATE.test(caller.address)) return
  const claimed = callerAt(firstOf(forwardedFor))
  if (!claimed || claimed.address === caller.address) return
  isProxyNoted = true
  log('warn', 'limits.behind_unnamed_proxy', {
    reason: 'set CLIENT_ADDRESS_HEADER to the header that it writes',
  })
}

/** The part of `callerOf` that limits count by. */
export const clientAddress = (request: Asked): string | undefined => callerOf(request)?.address

/** At boot: says it when nothing tells this process where its callers are. `next dev` is one's own machine. */
export function warnIfCallersAreUnknown(): void {
  const { CLIENT_ADDRESS_HEADER } = limitConfig()
  if (CLIENT_ADDRESS_HEADER || hasEntry() || isDevelopmentBuild) return
  log('warn', 'limits.callers_unknown', {
    reason: 'no limit by address is kept: start with `npm run serve`, or set CLIENT_ADDRESS_HEADER',
  })
}
