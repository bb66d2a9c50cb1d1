import { NextResponse, type NextRequest } from 'next/server'
import { fulfillmentConfig } from '@/lib/config/fulfillment'
import { noncePolicy } from '@/lib/http/nonce-policy'

/** A policy with a fresh nonce for each page: Next reads it from the request's header and puts it on every script. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = noncePolicy({ nonce, forms: [new URL(fulfillmentConfig().OIDC_ISSUER).origin] })
  const headers = new Headers(request.headers)
  headers.delete('content-security-policy-report-only')
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'private, no-store')
  return response
}

export const config = { matcher: ['/', '/warehouse/:path*'] }
