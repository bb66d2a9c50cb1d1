import 'server-only'
import { createHash } from 'node:crypto'
import type { Availability } from '@/lib/inventory/schema'

/** A CDN may answer from its copy for one second; a browser asks every time, and hears 304 when nothing has changed. */
const CACHE_CONTROL = 'public, max-age=0, s-maxage=1'

interface Written {
  body: string
  etag: string
}

/** A crowd shares one object, so it is written once. */
const written = new WeakMap<Availability, Written>()

/** The counts as an answer for shared caches; 304 without a body when the asker has the same counts already. */
export function cacheable(request: Request, availability: Availability): Response {
  const { body, etag } = written.get(availability) ?? write(availability)
  const headers = { 'cache-control': CACHE_CONTROL, etag }
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  return new Response(body, { headers: { ...headers, 'content-type': 'application/json' } })
}

function write(availability: Availability): Written {
  // Weak, and without `asOf`: the same counts a second later are the same answer.
  const digest = createHash('sha256').update(JSON.stringify(availability.items)).digest('base64url')
  const answer = { body: JSON.stringify(availability), etag: `W/"${digest.slice(0, 22)}"` }
  written.set(availability, answer)
  return answer
}

/** RFC 9110, 13.1.2: a list of tags, compared weakly. */
function matches(ifNoneMatch: string | null, etag: string): boolean {
  const weak = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch?.split(',').some((tag) => tag.trim() === '*' || weak(tag) === weak(etag)) ?? false
}
