import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import { serverConfig } from '../config/shop/server'
import { logSecurity } from '../infra/log/security'
import { isSecure, sessionOptions } from '../auth'
import { authProviders, readProfile } from './providers'
import { hasSessionEnded } from './session'
import type { Person } from './store'

/** next-auth for one request. `welcome` records the person who has just signed in and returns their account. */
export const signInOptions = ({
  welcome,
}: {
  welcome: (person: Person) => Promise<{ accountId: string; at: Date }>
}): NextAuthOptions =>
  sessionOptions({
    origin: new URL(serverConfig().APP_URL).origin,
    secure: isSecure(),
    pages: '/account',
    providers: authProviders(),
    read: readProfile,
    welcome: async (person) => {
      const welcomed = await welcome(person)
      logSecurity('security.signed_in', { accountId: welcomed.accountId })
      return welcomed
    },
    hasEnded: hasSessionEnded,
  })
