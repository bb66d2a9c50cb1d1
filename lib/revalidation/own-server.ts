import 'server-only'
import { serverConfig } from '../config/shop/server'

const TIMEOUT_MS = 10_000

/** Asks this shop's own server, past any CDN in front of it (ORIGIN_URL; APP_URL when there is no CDN). */
export function askOwnServer(path: string, init: RequestInit = {}): Promise<Response> {
  const { ORIGIN_URL, APP_URL } = serverConfig()
  return fetch(`${ORIGIN_URL ?? APP_URL}${path}`, {
    ...init,
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
}
