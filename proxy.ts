import { NextResponse, type NextRequest } from 'next/server'
import { contentPolicy } from '@/lib/http/content-policy'

const POLICY_HEADERS = ['content-security-policy', 'content-security-policy-report-only', 'x-nonce']

/**
 * Headers only, never authorization. Pages that answer one person get a policy with a fresh nonce: Next reads it from
 * the request's header and puts it on every script. A policy that a caller sent is dropped on every path, or its nonce
 * would end up in a page that others may be served.
 */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers)
  for (const name of POLICY_HEADERS) headers.delete(name)
  const { pathname } = request.nextUrl
  if (!/^\/(cart|checkout|orders|account|warehouse|studio)(\/|$)/.test(pathname)) {
    return NextResponse.next({ request: { headers } })
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
