import type { NextRequest, NextResponse } from 'next/server'
import { findPage } from '@/lib/catalog'
import { partsElsewhere } from '@/lib/config/public'
import { serverConfig } from '@/lib/config/shop/server'
import { catalogPath, HOME_PATH, pagePath } from '@/lib/core/paths'
import { contentPolicy, previewPolicy } from '@/lib/http/shop/content-policy'
import { isPageKnown, rememberPage } from '@/lib/http/known-pages.mjs'
import { goOnWithNonce } from '@/lib/http/nonce-policy'
import { goOn, movedTo, nothingHere, nothingPersonalHere } from '@/lib/http/shop/answers'
import { whoAsks } from '@/lib/shopper'
import { isOpenTo } from '@/lib/orders'
import { previewCookieName, readPreviewCookie } from '@/lib/publishing/preview-token'
import type { PreviewGrant } from '@/lib/publishing/rules/preview-grant'

/** A caller's own policy would end up in a page that others may be served; the last one is Next's, to rebuild a page by. */
const NOT_FROM_CALLERS = [
  'content-security-policy',
  'content-security-policy-report-only',
  'x-nonce',
  'x-prerender-revalidate',
  'x-prerender-revalidate-if-generated',
]

/** Areas whose pages answer one person, and their pages by the whole path: anything else below them does not exist. */
const PERSONAL_AREA = /^\/(cart|checkout|orders|account|warehouse|studio)(\/|$)/
const PERSONAL =
  /^\/(cart|checkout|account(\/addresses)?|orders\/[^/]+|orders\/shared\/[^/]+|warehouse(\/pick-list|\/slips\/[^/]+)?|studio(\/.*)?)\/?$/
/** Where previews are made, which are shown at the pages' own addresses alone. */
const PREVIEWS = '/preview'

/**
 * Headers and the status only, never authorization: a page decides for itself what it shows. What only we may set is dropped
 * on every path, and pages that answer one person get a policy with a fresh nonce, which Next puts on their scripts.
 *
 * A page of the catalogue is looked up before Next sees its address, because Next keeps whatever it has answered there, 404s
 * too (docs/decisions/0027).
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const headers = new Headers(request.headers)
  for (const name of NOT_FROM_CALLERS) headers.delete(name)
  const { pathname } = request.nextUrl
  // Its own deployment knows which of its pages there are, and gives each its policy.
  if (partsElsewhere.includes('fulfillment') && /^\/warehouse(\/|$)/.test(pathname)) return goOn(headers)
  if (PERSONAL_AREA.test(pathname)) return personal(request, headers)
  if (pathname === PREVIEWS || pathname.startsWith(`${PREVIEWS}/`)) return nothingHere(request, headers)

  const grants = grantsOf(request)
  const page = catalogPath(pathname)
  if (page) return catalogPage(request, headers, { ...page, grants })
  return pathname === HOME_PATH && grants.length > 0 ? preview(request, headers) : goOn(headers)
}

/** A product's or category's page: 308 to where it is now, 404 without Next where there is none. */
async function catalogPage(
  request: NextRequest,
  headers: Headers,
  page: { kind: 'product' | 'category'; slug: string | null; grants: readonly PreviewGrant[] },
): Promise<NextResponse> {
  const { kind, slug, grants } = page
  const { pathname } = request.nextUrl
  if (grants.length === 0 && isPageKnown(pathname)) return goOn(headers)
  const found = await findPage(kind, slug)
  // Without the database, what Next has kept is what there is.
  if (!found || slug === null) return found ? nothingHere(request, headers) : goOn(headers)
  if (found.state === 'missing') return nothingHere(request, headers)
  if (found.state === 'moved') return movedTo(pagePath(kind, found.slug), request)
  const mayBeSeen =
    found.state === 'shown' || grants.some((grant) => grant.page === 'all' || grant.page.id === found.id)
  if (!mayBeSeen) return nothingHere(request, headers)
  // Written in another way ("%61" for "a"), it would be kept once more.
  if (pathname !== pagePath(kind, slug)) return movedTo(pagePath(kind, slug), request)
  if (grants.length > 0) return preview(request, headers)
  rememberPage(pathname)
  return goOn(headers)
}

/** The page as this browser may see its draft, at the page's own address; what it may see is decided by the page. */
function preview(request: NextRequest, headers: Headers): NextResponse {
  const { pathname, search } = request.nextUrl
  const to = new URL(`${PREVIEWS}${pathname === HOME_PATH ? '' : pathname}${search}`, request.url)
  const response = goOnWithNonce(headers, (nonce) => previewPolicy(nonce), to)
  response.headers.set('x-frame-options', 'SAMEORIGIN')
  response.headers.set('x-robots-tag', 'noindex, nofollow')
  return response
}

/** Which previews this browser was given, by us, and that have not ended. */
function grantsOf(request: NextRequest): PreviewGrant[] {
  const name = previewCookieName(serverConfig().APP_URL.startsWith('https:'))
  return readPreviewCookie(request.cookies.get(name)?.value, Date.now() / 1000)
}

async function personal(request: NextRequest, headers: Headers): Promise<NextResponse> {
  const { pathname } = request.nextUrl
  const exists = PERSONAL.test(pathname) && (await orderIsThere(request))
  if (!exists) return nothingPersonalHere(request, headers)
  return goOnWithNonce(headers, (nonce) => contentPolicy({ pathname, nonce }))
}

/**
 * A page that streams has answered 200 before it knows: so this looks up first whether the caller may see the order.
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
// Pages that are there and the same for everyone go round the proxy: the server's entry vouches for those of the catalogue.
export const config = {
  matcher: [
    '/:area(cart|checkout|orders|account|warehouse|studio|preview)/:path*',
    { source: '/:kind(p|c)/:path*', missing: [{ type: 'header', key: 'x-page-known' }] },
    { source: '/:path((?:[pc]/.*)?)', has: [{ type: 'cookie', key: 'preview' }] },
    { source: '/:path((?:[pc]/.*)?)', has: [{ type: 'cookie', key: '__Host-preview' }] },
    { source: '/:path*', has: [{ type: 'header', key: 'content-security-policy' }] },
    { source: '/:path*', has: [{ type: 'header', key: 'content-security-policy-report-only' }] },
    { source: '/:path*', has: [{ type: 'header', key: 'x-nonce' }] },
    { source: '/:path*', has: [{ type: 'header', key: 'x-prerender-revalidate' }] },
  ],
}
