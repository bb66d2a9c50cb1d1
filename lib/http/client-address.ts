import 'server-only'
import { serverConfig } from '../config/server'
import { type Caller, callerAt } from '../core/caller'

/**
 * Where a request comes from, by the header that the platform in front overwrites (CLIENT_ADDRESS_HEADER): a caller may
 * write any other itself. Null when it is not known; no limit by address is kept then.
 */
export function callerOf(request: { headers: Pick<Headers, 'get'> }): Caller | null {
  const { CLIENT_ADDRESS_HEADER } = serverConfig()
  const [first = ''] =
    (CLIENT_ADDRESS_HEADER && request.headers.get(CLIENT_ADDRESS_HEADER)?.split(',', 1)) || []
  return callerAt(first)
}

/** The part of `callerOf` that limits count by. */
export const clientAddress = (request: { headers: Pick<Headers, 'get'> }): string | undefined =>
  callerOf(request)?.address
