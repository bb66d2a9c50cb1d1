import 'server-only'
import { serverConfig } from '../config/server'

/**
 * The caller's address for rate limits: the header that the platform in front overwrites (CLIENT_ADDRESS_HEADER), since
 * any other a caller may write itself; undefined when nothing stands in front, and no limit by address is kept then.
 */
export function clientAddress(request: { headers: Pick<Headers, 'get'> }): string | undefined {
  const { CLIENT_ADDRESS_HEADER } = serverConfig()
  if (!CLIENT_ADDRESS_HEADER) return undefined
  return request.headers.get(CLIENT_ADDRESS_HEADER)?.split(',', 1)[0]?.trim() || undefined
}
