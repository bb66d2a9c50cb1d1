import { PAGES, type PageThings, SERVER_HANDLERS } from '../access/table'
import type { Sample } from './requests'

/** What only a server can be asked: a page, or a handler that needs Next's own request. */
export interface ServerSample extends Sample {
  method: 'GET' | 'POST'
  /** as the folder spells it ("/p/[slug]") */
  route: string
}

/** What next-auth's forms hold. */
const FORM = { csrfToken: 'a', callbackUrl: '/account', json: 'true' }

/**
 * A right request for every page and every handler of tests/access that runs inside a server only, by its name. A new page
 * is in that table, or tests/integration/access.test.ts fails.
 */
export function serverSamples(things: PageThings, headers: Sample['headers']): Record<string, ServerSample> {
  const pages = Object.entries(PAGES).map(
    ([route, { path }]) => [route, 'GET', route, typeof path === 'string' ? path : path(things)] as const,
  )
  const handlers = Object.entries(SERVER_HANDLERS).map(
    ([name, { path }]) =>
      [name, name.startsWith('POST') ? 'POST' : 'GET', name.split(' ')[1]!, path] as const,
  )
  return Object.fromEntries(
    [...pages, ...handlers].map(([name, method, route, path]) => {
      const { pathname, searchParams } = new URL(path, 'http://shop')
      const body = method === 'POST' ? FORM : undefined
      return [
        name,
        { method, route, params: paramsOf(route, pathname), query: [...searchParams], body, headers },
      ]
    }),
  )
}

function paramsOf(route: string, pathname: string): Record<string, string> {
  const parts = pathname.split('/')
  return Object.fromEntries(
    route.split('/').flatMap((name, at) => {
      if (!name.startsWith('[')) return []
      const value = name.startsWith('[...') ? parts.slice(at).join('/') : parts[at]
      return [[name.slice(1, -1), value ?? '']]
    }),
  )
}
