import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { v5 } from 'uuid'
import { ownUrl } from '@/lib/fulfillment'
import { isSecure, oidcProvider, readOidcPerson, sessionOptions } from '@/lib/session'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** Sign-in where there is no shop to do it: people are known by issuer and subject, and nothing of them is stored. */
function handler(request: NextRequest, context: Context): Promise<Response> {
  const options = sessionOptions({
    origin: new URL(ownUrl()).origin,
    secure: isSecure(),
    pages: '/warehouse',
    providers: [oidcProvider()],
    read: (_, profile) => readOidcPerson(profile),
    welcome: async ({ issuer, subject }) => ({ accountId: v5(`${issuer} ${subject}`, v5.URL) }),
  })
  return NextAuth(request, context, options) as Promise<Response>
}

export { handler as GET, handler as POST }
