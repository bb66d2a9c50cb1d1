import 'server-only'
import { AppError } from '../core/errors'

/**
 * Refuses a write that another site's page sent. The browser sets Origin on every cross-site write; a request that has
 * none is refused too, since a script of ours always sends it.
 * @param own where our pages are
 * @throws AppError `foreign_origin`
 */
export function requireSameOrigin(request: Request, ...own: string[]): void {
  const origin = request.headers.get('origin')
  if (own.some((url) => origin === new URL(url).origin)) return
  throw new AppError('foreign_origin', 'This can only be done from our own pages.')
}
