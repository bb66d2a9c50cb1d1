import NextAuth from 'next-auth'
import { after, type NextRequest } from 'next/server'
import { relayShopOutbox } from '@/lib/events/shop'
import { boundedForm } from '@/lib/http/bounded-form'
import { clientAddress } from '@/lib/http/client-address'
import { problem } from '@/lib/http/problem'
import { refuseOddReturn } from '@/lib/http/return-address'
import { enforceLimit } from '@/lib/http/shop/rate-limit'
import { isSecure, sessionAfter } from '@/lib/auth'
import { signInOptions, signOutBrowser } from '@/lib/shopper'
import { SESSION_HINT_COOKIE } from '@/lib/shopper/schema'
import { welcomeDesk } from './welcome'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

async function handler(asked: NextRequest, context: Context): Promise<Response> {
  let request: NextRequest
  try {
    const address = clientAddress(asked)
    if (address) await enforceLimit(asked.method === 'POST' ? 'sign-in' : 'reads-per-address', address)
    const refusal = refuseOddReturn(asked)
    if (refusal) return refusal
    request = await boundedForm(asked)
  } catch (error) {
    return problem(error, crypto.randomUUID())
  }
  const desk = welcomeDesk(request)
  const response: Response = await NextAuth(request, context, signInOptions(desk))
  const cookies = [...desk.cookies]
  const session = sessionAfter(response)
  const signsOut = request.method === 'POST' && (await context.params).nextauth[0] === 'signout'
  // Only then has next-auth checked its token: a form of another site ends nothing.
  if (signsOut && session === 'taken away') {
    try {
      cookies.push(...(await signOutBrowser(request.headers.get('cookie'))))
    } catch (error) {
      // What could not be ended must not look ended: the browser keeps its cookies.
      return problem(error, crypto.randomUUID())
    }
    after(relayShopOutbox)
  }
  if (session !== 'as it was') cookies.push(sessionHint(session === 'set'))
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}

/** Follows the session's own cookie: set with it, and gone with it. */
function sessionHint(isSignedIn: boolean): string {
  const attributes = `Path=/; SameSite=Lax${isSecure() ? '; Secure' : ''}`
  return `${SESSION_HINT_COOKIE}=${isSignedIn ? '1' : '; Max-Age=0'}; ${attributes}`
}

export { handler as GET, handler as POST }
