import 'server-only'

/**
 * The caller's address for rate limits: what the platform in front says and a caller cannot set (Vercel and our nginx
 * sample overwrite these headers); undefined without one. X-Forwarded-For is never believed.
 */
export function clientAddress(request: Request): string | undefined {
  const first = (name: string) => request.headers.get(name)?.split(',', 1)[0]?.trim()
  return first('x-vercel-forwarded-for') || first('x-real-ip') || undefined
}
