import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { v5 } from 'uuid'
import { workerSession } from '@/app/api/fulfillment/worker-session'
import { endSessions, hasSessionEnded, ownUrl, noteSignIn } from '@/lib/fulfillment'
import { boundedForm } from '@/lib/http/bounded-form'
import { clientAddress } from '@/lib/http/client-address'
import { enforceHere } from '@/lib/http/over-limit'
import { problem } from '@/lib/http/problem'
import { refuseOddReturn } from '@/lib/http/return-address'
import {
  isSecure,
  oidcProvider,
  readOidcPerson,
  revoke,
  type Session,
  sessionAfter,
  sessionOptions,
} from '@/lib/auth'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** Sign-in where there is no shop to do it: people are known by issuer and subject, and nothing of them is stored. */
async function handler(asked: NextRequest, context: Context): Promise<Response> {
  let request: NextRequest
  try {
    if (asked.method === 'POST') enforceHere('sign-in', clientAddress(asked))
    const refusal = refuseOddReturn(asked)
    if (refusal) return refusal
    request = await boundedForm(asked)
  } catch (error) {
    return problem(error, crypto.randomUUID())
  }
  const options = sessionOptions({
    origin: new URL(ownUrl()).origin,
    secure: isSecure(),
    pages: '/warehouse',
    providers: [oidcProvider()],
    read: (_, profile) => readOidcPerson(profile),
    welcome: ({ issuer, subject }) => noteSignIn(v5(`${issuer} ${subject}`, v5.URL)),
    hasEnded: hasSessionEnded,
  })
  const session = await workerSession(request).catch(() => null)
  const response = (await NextAuth(request, context, options)) as Response
  const signsOut = request.method === 'POST' && (await context.params).nextauth[0] === 'signout'
  // Only an answer that takes the cookie away has checked next-auth's token: a form of another site ends nothing.
  if (!signsOut || sessionAfter(response) !== 'taken away' || !session) return response
  return end(session).then(
    () => response,
    (error: unknown) => problem(error, crypto.randomUUID()),
  )
}

/** @throws when it could not be ended: the browser keeps its cookie, and may try again */
async function end(session: Session): Promise<void> {
  await endSessions(session, 'this')
  // The session is over whatever the auth server answers; its token opens nothing here without it.
  await revoke(session.accessToken).catch(() => false)
}

export { handler as GET, handler as POST }
