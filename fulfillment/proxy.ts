import type { NextRequest, NextResponse } from 'next/server'
import { fulfillmentConfig } from '@/lib/config/environment'
import { goOnWithNonce, noncePolicy } from '@/lib/http/nonce-policy'

/** Every page with a policy of its own. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers)
  headers.delete('content-security-policy-report-only')
  const forms = [new URL(fulfillmentConfig().OIDC_ISSUER).origin]
  return goOnWithNonce(headers, (nonce) => noncePolicy({ nonce, forms }))
}

export const config = { matcher: ['/', '/warehouse/:path*'] }
