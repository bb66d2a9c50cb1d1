import 'server-only'
import { createHash } from 'node:crypto'
import type { Availability } from '@/lib/inventory/schema'

/** A CDN may answer from its copy for one second; a browser asks every time, and hears 304 when nothing has changed. */
const CACHE_CONTROL = 'public, max-age=0, s-maxage=1'

/** The counts as an answer for shared caches; 304 without a body when the asker has the same counts already. */
export function cacheable(request: Request, availability: Availability): Response {
  // Weak, and without `asOf`: the same counts a second later are the same answer.
  const digest = createHash('sha256').update(JSON.stringify(availability.items)).digest('base64url')
  const etag = `W/"${digest.slice(0, 22)}"`
  const headers = { 'cache-control': CACHE_CONTROL, etag }
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  return Response.json(availability, { headers })
}

/** RFC 9110, 13.1.2: a list of tags, compared weakly. */
function matches(ifNoneMatch: string | null, etag: string): boolean {
  const weak = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch?.split(',').some((tag) => tag.trim() === '*' || weak(tag) === weak(etag)) ?? false
}
