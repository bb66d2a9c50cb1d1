import 'server-only'
import type { z } from 'zod'
import { newId } from '../core/ids'
import type { SessionNews } from '../events/contract'
import { appendEvent, recordInbox } from '../events/exchange'
import { fulfillmentDb, fulfillmentTransaction } from '../infra/db/fulfillment'
import { databaseNow, hasEnded, recordEnd, type SessionMark } from '../infra/db/ended-sessions'
import { logSecurity } from '../infra/log/security'
import { deadLetters } from './dead-letter-store'

/** Whether the warehouse knows that a session was ended before its time. One read by key. */
export const hasSessionEnded = (session: SessionMark): Promise<boolean> => hasEnded(fulfillmentDb(), session)

/** Notes that somebody signs in here, and returns when: the time of the warehouse's own database. */
export async function noteSignIn(accountId: string): Promise<{ accountId: string; at: Date }> {
  const at = await databaseNow(fulfillmentDb())
  logSecurity('security.signed_in', { accountId })
  return { accountId, at }
}

/** Ends a session, or all of its account's that began until now: here at once, and in the shop when the event has come. */
export async function endSessions(session: SessionMark, which: 'this' | 'all'): Promise<void> {
  const { id, accountId } = session
  await fulfillmentTransaction(async (tx) => {
    const endedAt = await recordEnd(tx, which === 'all' ? accountId : id)
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
}

/** The shop's word that a session, or every session of an account, has ended. */
export async function handleSessionEnded(event: z.infer<typeof SessionNews>): Promise<void> {
  const { id: eventId, customerId, payload } = event
  await fulfillmentTransaction(async (tx) => {
    await deadLetters.cameThrough(tx, eventId)
    if (await recordInbox(tx, { customerId, eventId, type: payload.type }))
      await recordEnd(tx, payload.sessionId ?? payload.accountId, new Date(payload.endedAt))
  })
}
