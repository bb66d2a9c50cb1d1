import 'server-only'
import { NextResponse, type NextRequest } from 'next/server'
import { isDevelopmentBuild } from '../../config/build'
import { serverConfig } from '../../config/shop/server'
import { shopPolicy } from '../shop-policy.mjs'

/** A page may come to an address at any moment: what is said of an address without one is kept for seconds only. */
const FOR_SECONDS = 'public, max-age=0, s-maxage=5, must-revalidate'

/** Of the shop; its layout and its words, and 404 (app/(shop)/nowhere). */
const NOWHERE = '/nowhere'
/** An address that no page has: Next shows app/global-not-found. */
const NOWHERE_AT_ALL = '/orders'

/** Next without the headers that were dropped. */
export const goOn = (headers: Headers): NextResponse => NextResponse.next({ request: { headers } })

/** 404, in the shop. Nothing is kept for the address: the page that says so is the same for all. */
export function nothingHere(request: NextRequest, headers: Headers): NextResponse {
  const response = NextResponse.rewrite(new URL(NOWHERE, request.url), { request: { headers } })
  response.headers.set('cache-control', FOR_SECONDS)
  return response
}

/** 404 in an area whose pages answer one person. The page that says so has no nonce on its scripts. */
export function nothingPersonalHere(request: NextRequest, headers: Headers): NextResponse {
  const response = NextResponse.rewrite(new URL(NOWHERE_AT_ALL, request.url), { request: { headers } })
  response.headers.set('content-security-policy', shopPolicy(isDevelopmentBuild))
  response.headers.set('cache-control', 'private, no-store')
  return response
}

/** 308 to where a page is now; the query comes along. @param path of ours */
export function movedTo(path: string, request: NextRequest): NextResponse {
  const response = NextResponse.redirect(`${serverConfig().APP_URL}${path}${request.nextUrl.search}`, 308)
  response.headers.set('cache-control', FOR_SECONDS)
  return response
}
