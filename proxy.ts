import { NextResponse, type NextRequest } from 'next/server'
import { isDevelopmentBuild } from '@/lib/config/build'
import { contentPolicy } from '@/lib/http/content-policy'
import { shopPolicy } from '@/lib/http/shop-policy.mjs'
import { whoAsks } from '@/lib/identity'
import { isOpenTo } from '@/lib/orders'

const POLICY_HEADERS = ['content-security-policy', 'content-security-policy-report-only', 'x-nonce']

/** Pages that answer one person, by their whole path. Anything else below them is an address that does not exist. */
const PERSONAL =
  /^\/(cart|checkout|account(\/addresses)?|orders\/[^/]+|orders\/shared\/[^/]+|warehouse|studio(\/.*)?)\/?$/
const NOWHERE = '/orders'

/**
 * Headers and the status only, never authorization: a page decides for itself what it shows. Pages that answer one person get a policy with a fresh nonce: Next reads it from
 * the request's header and puts it on every script. A policy that a caller sent is dropped on every path, or its nonce
 * would end up in a page that others may be served.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const headers = new Headers(request.headers)
  for (const name of POLICY_HEADERS) headers.delete(name)
  const { pathname } = request.nextUrl
  if (!/^\/(cart|checkout|orders|account|warehouse|studio)(\/|$)/.test(pathname)) {
    return NextResponse.next({ request: { headers } })
  }

  const exists = PERSONAL.test(pathname) && (await orderIsThere(request))
  if (!exists) {
    // The page that says so is the same for everyone, and has no nonce on its scripts.
    const nowhere = new URL(NOWHERE, request.url)
    const response = NextResponse.rewrite(nowhere, { request: { headers } })
    response.headers.set('content-security-policy', shopPolicy(isDevelopmentBuild))
    response.headers.set('cache-control', 'private, no-store')
    return response
  }

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentPolicy({ pathname, nonce })
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'private, no-store')
  return response
}

/**
 * A page that streams has answered 200 before it knows: so whether an order opens to whoever asks is looked up here.
 * When that can't be known now, the page says what it can.
 */
async function orderIsThere(request: NextRequest): Promise<boolean> {
  const [, kind, name] = /^\/orders\/(shared\/)?([^/]+)\/?$/.exec(request.nextUrl.pathname) ?? []
  if (!name) return true
  const { owner } = kind ? { owner: null } : await whoAsks(request).catch(() => ({ owner: undefined }))
  return (
    owner === undefined || isOpenTo(owner ? { ...owner, number: name } : { token: name }).catch(() => true)
  )
}

// Static pages go round the proxy unless the request carries a header that must not reach them.
export const config = {
  matcher: [
    '/cart/:path*',
    '/checkout/:path*',
    '/orders/:path*',
    '/account/:path*',
    '/warehouse/:path*',
    '/studio/:path*',
    { source: '/:path*', has: [{ type: 'header', key: 'content-security-policy' }] },
    { source: '/:path*', has: [{ type: 'header', key: 'content-security-policy-report-only' }] },
    { source: '/:path*', has: [{ type: 'header', key: 'x-nonce' }] },
  ],
}
