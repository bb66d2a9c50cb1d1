import 'server-only'
import { serverConfig } from '../config/server'
import { AppError } from '../core/errors'

/**
 * Refuses a write that another site's page sent. The browser sets Origin on every cross-site write; a request that has
 * none is refused too, since a script of ours always sends it.
 * @throws AppError `foreign_origin`
 */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin')
  if (origin === new URL(serverConfig().APP_URL).origin) return
  throw new AppError('foreign_origin', 'This can only be done from the shop itself.')
}
