import NextAuth from 'next-auth'
import { after, type NextRequest } from 'next/server'
import { relayShopOutbox } from '@/lib/events'
import { clientAddress } from '@/lib/http/client-address'
import { problem } from '@/lib/http/problem'
import { enforceLimit } from '@/lib/http/rate-limit'
import { isSecure, sessionCookieName, signInOptions, signOutBrowser } from '@/lib/identity'
import { SESSION_HINT_COOKIE } from '@/lib/identity/schema'
import { boundedForm } from './bounded-form'
import { welcomeDesk } from './welcome'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

async function handler(asked: NextRequest, context: Context): Promise<Response> {
  let request: NextRequest
  try {
    const address = clientAddress(asked)
    if (address) await enforceLimit(asked.method === 'POST' ? 'sign-in' : 'reads-per-address', address)
    request = await boundedForm(asked)
  } catch (error) {
    return problem(error, crypto.randomUUID())
  }
  const desk = welcomeDesk(request)
  const response: Response = await NextAuth(request, context, signInOptions(desk))
  const cookies = [...desk.cookies]
  // next-auth has checked its token: a form of another site does not get here.
  if (
    request.method === 'POST' &&
    response.status < 400 &&
    (await context.params).nextauth[0] === 'signout'
  ) {
    try {
      cookies.push(...(await signOutBrowser(request.headers.get('cookie'))))
    } catch (error) {
      // What could not be ended must not look ended: the browser keeps its cookies.
      return problem(error, crypto.randomUUID())
    }
    after(relayShopOutbox)
  }
  const hint = sessionHint(response)
  if (hint) cookies.push(hint)
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
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
