import { NextResponse, type NextRequest } from 'next/server'
import { isDevelopmentBuild } from '@/lib/config/build'
import { partsElsewhere } from '@/lib/config/public'
import { serverConfig } from '@/lib/config/server'
import { contentPolicy } from '@/lib/http/content-policy'
import { movedPage } from '@/lib/http/moved-page'
import { goOnWithNonce } from '@/lib/http/nonce-policy'
import { shopPolicy } from '@/lib/http/shop-policy.mjs'
import { whoAsks } from '@/lib/identity'
import { isOpenTo } from '@/lib/orders'
import { previewCookieName, readPreviewCookie } from '@/lib/publishing/preview-token'

/** A caller's own policy would end up in a page that others may be served; the last one is Next's, to rebuild a page by. */
const NOT_FROM_CALLERS = [
  'content-security-policy',
  'content-security-policy-report-only',
  'x-nonce',
  'x-prerender-revalidate',
]
const DRAFT_COOKIE = '__prerender_bypass'

/** Pages that answer one person, by their whole path. Anything else below them is an address that does not exist. */
const PERSONAL =
  /^\/(cart|checkout|account(\/addresses)?|orders\/[^/]+|orders\/shared\/[^/]+|warehouse(\/pick-list|\/slips\/[^/]+)?|studio(\/.*)?)\/?$/
const NOWHERE = '/orders'

/**
 * Headers and the status only, never authorization: a page decides for itself what it shows. Pages that answer one
 * person get a policy with a fresh nonce: Next reads it from the request's header and puts it on every script. What only
 * we may set is dropped on every path.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const headers = new Headers(request.headers)
  for (const name of NOT_FROM_CALLERS) headers.delete(name)
  const { pathname } = request.nextUrl
  // Its own deployment knows which of its pages there are, and gives each its policy.
  if (partsElsewhere.includes('fulfillment') && /^\/warehouse(\/|$)/.test(pathname))
    return NextResponse.next({ request: { headers } })
  if (!/^\/(cart|checkout|orders|account|warehouse|studio)(\/|$)/.test(pathname)) {
    if (isProductOrCategory(pathname) && request.nextUrl.search && !headers.has('rsc')) {
      const moved = await movedPage(pathname)
      if (moved)
        return NextResponse.redirect(`${serverConfig().APP_URL}${moved}${request.nextUrl.search}`, 308)
    }
    const mayBeDraft = request.cookies.has(DRAFT_COOKIE) && /^\/($|[pc]\/)/.test(pathname)
    return mayBeDraft ? draft(request, headers) : NextResponse.next({ request: { headers } })
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

  return goOnWithNonce(headers, (nonce) => contentPolicy({ pathname, nonce }))
}

/**
 * Draft mode counts only beside a preview token that we signed: without one the cookie that turns it on is dropped, and the
 * page is everyone's, byte for byte, so that nothing made up can be cached or cost a render. With one, the answer is this
 * browser's alone. What may be seen is decided by the page.
 */
function draft(request: NextRequest, headers: Headers): NextResponse {
  const tokens = request.cookies.get(previewCookieName(serverConfig().APP_URL.startsWith('https:')))?.value
  if (readPreviewCookie(tokens, Date.now() / 1000).length === 0) {
    const others = (headers.get('cookie') ?? '')
      .split(';')
      .filter((one) => one.split('=', 1)[0]?.trim() !== DRAFT_COOKIE)
    headers.set('cookie', others.join(';').trim())
    return NextResponse.next({ request: { headers } })
  }
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('cache-control', 'private, no-store')
  response.headers.set('x-robots-tag', 'noindex, nofollow')
  return response
}

const isProductOrCategory = (pathname: string) => /^\/[pc]\/[^/]+$/.test(pathname)

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

// Each entry is tried for every request, the polled count's too: as few as there can be.
// Static pages go round the proxy unless the request carries a header or a cookie that must not reach them, or a query that
// must follow a page that moved.
export const config = {
  matcher: [
    '/:area(cart|checkout|orders|account|warehouse|studio)/:path*',
    { source: '/:path*', has: [{ type: 'header', key: 'content-security-policy' }] },
    { source: '/:path*', has: [{ type: 'header', key: 'content-security-policy-report-only' }] },
    { source: '/:path*', has: [{ type: 'header', key: 'x-nonce' }] },
    { source: '/:path*', has: [{ type: 'header', key: 'x-prerender-revalidate' }] },
    { source: '/:kind(p|c)/:slug', has: [{ type: 'query', key: 'variant' }] },
    { source: '/:kind(p|c)/:slug', has: [{ type: 'query', key: 'utm_source' }] },
    { source: '/:kind(p|c)/:slug', has: [{ type: 'query', key: 'utm_medium' }] },
    { source: '/:kind(p|c)/:slug', has: [{ type: 'query', key: 'utm_campaign' }] },
    { source: '/:kind(p|c)/:slug', has: [{ type: 'query', key: 'gclid' }] },
    { source: '/:kind(p|c)/:slug', has: [{ type: 'query', key: 'fbclid' }] },
    { source: '/:path((?:[pc]/.*)?)', has: [{ type: 'cookie', key: '__prerender_bypass' }] },
  ],
}
