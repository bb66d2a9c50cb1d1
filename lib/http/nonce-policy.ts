import 'server-only'
import { NextResponse } from 'next/server'
import { isDevelopmentBuild } from '../config/build'

/** The Content-Security-Policy of a page rendered for one request: scripts by nonce, and hosts besides our own. */
export function noncePolicy(options: {
  nonce: string
  scripts?: readonly string[]
  images?: readonly string[]
  connections?: readonly string[]
  frames?: readonly string[]
  /** where a form may be sent on to */
  forms?: readonly string[]
  /** the page may stand in a frame of our own pages */
  framed?: boolean
}): string {
  const {
    nonce,
    scripts = [],
    images = [],
    connections = [],
    frames = [],
    forms = [],
    framed = false,
  } = options
  const directives = {
    'default-src': ["'self'"],
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...scripts,
      ...(isDevelopmentBuild ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', ...images],
    'connect-src': ["'self'", ...connections],
    'frame-src': frames.length > 0 ? frames : ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'", ...forms],
    'frame-ancestors': [framed ? "'self'" : "'none'"],
  }
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ')
}

/**
 * Goes on to the page with a nonce of its own: Next reads it from the request's policy and puts it on every script. Such an
 * answer is this request's alone.
 *
 * @param headers of the request as it goes on; changed
 * @param to another page to show at this address
 */
export function goOnWithNonce(headers: Headers, policyOf: (nonce: string) => string, to?: URL): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = policyOf(nonce)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const request = { headers }
  const response = to ? NextResponse.rewrite(to, { request }) : NextResponse.next({ request })
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'private, no-store')
  return response
}
