import 'server-only'
import { newId } from '../core/ids'
import { appendEvent } from '../events/shop'
import { hasEnded, recordEnd } from '../infra/db/ended-sessions'
import { shopDb, shopTransaction } from '../infra/db/shop'
import { log } from '../infra/log/log'
import { logSecurity } from '../infra/log/security'
import * as sessions from '../auth'
import type { Session } from '../auth'
import type { Role } from './schema'
import { customers } from './store'

/** Whether the shop has ended this session before its time. */
export const hasSessionEnded = (session: Session): Promise<boolean> => hasEnded(shopDb(), session)

/** Who is signed in at the shop; null for nobody, and for a session that is over. One read by key, none for a guest. */
export const sessionOf = (request: { headers: Headers }): Promise<Session | null> =>
  sessions.sessionOf(request, hasSessionEnded)

/** As `confirmRole` of lib/auth: what the auth server takes back ends here and in the warehouse. */
export const confirmRole = (session: Session | null, role: Role): Promise<Session> =>
  sessions.confirmRole(session, role, async (revoked, which) => {
    log('warn', 'session.revoked', { accountId: revoked.accountId })
    await endSessions(revoked, which)
  })

/**
 * Ends a session, or all of its account's that began until now, with every browser that may act as its customer: in every
 * copy of their cookies, here at once and in the warehouse when the event has come. The token of this session is ended at
 * the auth server, too; when that does not answer, the session is over all the same, and the token opens nothing here.
 */
export async function endSessions(session: Session, which: 'this' | 'all'): Promise<void> {
  const { id, accountId } = session
  await shopTransaction(async (tx) => {
    const endedAt = await recordEnd(tx, which === 'all' ? accountId : id)
    if (which === 'all') await customers.signOutAccount(tx, accountId)
    await appendEvent(tx, {
      id: newId(),
      customerId: accountId,
      payload: {
        type: 'session.ended.v1',
        accountId,
        ...(which === 'this' ? { sessionId: id } : {}),
        endedAt: endedAt.toISOString(),
      },
    })
  })
  logSecurity('security.signed_out', { accountId, code: which })
  await revokeToken(session)
}

async function revokeToken({ provider, accessToken, accountId }: Session): Promise<void> {
  if (provider !== 'oidc' || !accessToken) return
  try {
    if (!(await sessions.revoke(accessToken))) log('warn', 'session.no_revocation', { accountId })
  } catch (error) {
    log('warn', 'session.token_not_revoked', { accountId, error })
  }
}
