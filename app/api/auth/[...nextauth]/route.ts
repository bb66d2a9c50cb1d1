import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { clientAddress } from '@/lib/http/client-address'
import { problem } from '@/lib/http/problem'
import { enforceLimit } from '@/lib/http/rate-limit'
import { isSecure, sessionCookieName, signInOptions } from '@/lib/identity'
import { SESSION_HINT_COOKIE } from '@/lib/identity/schema'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

async function handler(request: NextRequest, context: Context): Promise<Response> {
  try {
    const address = clientAddress(request)
    if (address && request.method === 'POST') await enforceLimit('sign-in', address)
  } catch (error) {
    return problem(error, crypto.randomUUID())
  }
  const response: Response = await NextAuth(request, context, signInOptions(request))
  const hint = sessionHint(response)
  if (hint) response.headers.append('set-cookie', hint)
  return response
}

/** Follows the session's own cookie: set with it, and gone with it. */
function sessionHint(response: Response): string | null {
  const session = response.headers.getSetCookie().filter((cookie) => cookie.startsWith(sessionCookieName()))
  if (session.length === 0) return null
  const ended = session.every((cookie) => /^[^=]+=;/.test(cookie))
  const attributes = `Path=/; SameSite=Lax${isSecure() ? '; Secure' : ''}`
  return `${SESSION_HINT_COOKIE}=${ended ? '; Max-Age=0' : '1'}; ${attributes}`
}

export { handler as GET, handler as POST }
