import { vi } from 'vitest'
import { GET as getCategories } from '@/app/api/studio/categories/route'
import { DELETE as discard, PUT as save } from '@/app/api/studio/pages/[kind]/[id]/draft/route'
import { GET as history } from '@/app/api/studio/pages/[kind]/[id]/history/route'
import { POST as publish } from '@/app/api/studio/pages/[kind]/[id]/publish/route'
import { POST as restore } from '@/app/api/studio/pages/[kind]/[id]/restore/route'
import { GET as page } from '@/app/api/studio/pages/[kind]/[id]/route'
import { GET as photos } from '@/app/api/studio/photos/route'
import { POST as status } from '@/app/api/studio/products/[id]/status/route'
import { GET as stock } from '@/app/api/studio/products/[id]/stock/route'
import { GET as products, POST as create } from '@/app/api/studio/products/route'
import { POST as editStock } from '@/app/api/studio/stock/[sku]/route'
import { newId } from '@/lib/core/ids'
import { startLocalOidc } from '@/local/oidc'
import { request, type RequestOptions } from './fixtures'
import { servePublicSite } from './public-site'
import { newSession, sessionCookie } from './session'
import { signedInAt } from './sign-in'

// Work for after an answer is left undone.
vi.mock('next/server', () => ({ after: () => undefined }))

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
type Params = Record<string, string>

const ROUTES = {
  'GET products': [products, () => '/api/studio/products'],
  'POST products': [create, () => '/api/studio/products'],
  'GET page': [page, ({ kind, id }) => `/api/studio/pages/${kind}/${id}`],
  'PUT draft': [save, ({ kind, id }) => `/api/studio/pages/${kind}/${id}/draft`],
  'DELETE draft': [discard, ({ kind, id }) => `/api/studio/pages/${kind}/${id}/draft`],
  'POST publish': [publish, ({ kind, id }) => `/api/studio/pages/${kind}/${id}/publish`],
  'GET history': [history, ({ kind, id }) => `/api/studio/pages/${kind}/${id}/history`],
  'POST restore': [restore, ({ kind, id }) => `/api/studio/pages/${kind}/${id}/restore`],
  'POST status': [status, ({ id }) => `/api/studio/products/${id}/status`],
  'GET stock': [stock, ({ id }) => `/api/studio/products/${id}/stock`],
  'POST stock': [editStock, ({ sku }) => `/api/studio/stock/${sku}`],
  'GET photos': [photos, () => '/api/studio/photos'],
  'GET categories': [getCategories, () => '/api/studio/categories'],
} satisfies Record<string, [Handler, (params: Params) => string]>
export type StudioRoute = keyof typeof ROUTES
export const STUDIO_ROUTES = Object.keys(ROUTES) as StudioRoute[]

export interface Person {
  accountId: string
  name: string
  cookie: string
}

/** The studio's API with an auth server and a public site of this test file's own, and people who are signed in there. */
export async function openStudio() {
  const [oidc, site] = await Promise.all([startLocalOidc(), servePublicSite()])
  Object.assign(process.env, {
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: oidc.clientId,
    OIDC_CLIENT_SECRET: oidc.clientSecret,
    ORIGIN_URL: site.url,
  })

  /** One of the demo people; another accountId each time, as if they were many. */
  async function person(
    who: 'shopper' | 'marketer' | 'warehouse' | 'admin',
    name: string = who,
  ): Promise<Person> {
    const email = `${who}@example.com`
    const roles = who === 'shopper' ? (['shopper'] as const) : (['shopper', who] as const)
    const accessToken = await signedInAt(oidc, email)
    const session = newSession({ accountId: newId(), email, name, roles: [...roles], accessToken })
    return { accountId: session.accountId, name, cookie: await sessionCookie(session) }
  }

  const setRoles = (email: string, roles: string[]) =>
    fetch(`${oidc.issuer}/_local/people/${email}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ roles }),
    })

  return { person, setRoles, close: () => Promise.all([oidc.close(), site.close()]) }
}

/** Calls a route as somebody (null: nobody). */
export async function call(
  who: Person | null,
  name: StudioRoute,
  options: { params?: Params; query?: string; body?: unknown } & Omit<RequestOptions, 'body' | 'method'> = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const { params = {}, query = '', body, ...rest } = options
  const [handler, path] = ROUTES[name]
  const asked = request(path(params) + query, {
    ...rest,
    method: name.split(' ', 1)[0] ?? 'GET',
    ...(body !== undefined && { body }),
    ...(who && { cookie: who.cookie }),
  })
  const response = await handler(asked, { params: Promise.resolve(params) } as never)
  const text = await response.text()
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    headers: response.headers,
  }
}
