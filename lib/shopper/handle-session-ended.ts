import 'server-only'
import { type Acknowledged, recordInbox } from '../events/shop'
import { SessionNews } from '../events/contract'
import { recordEnd } from '../infra/db/ended-sessions'
import { shopTransaction } from '../infra/db/shop'

/**
 * The warehouse's word that a session, or every session of an account, has ended: known here from now on.
 * @returns the acknowledgement; null for any other message
 */
export async function handleSessionEnded(body: unknown): Promise<Acknowledged | null> {
  const event = SessionNews.safeParse(body)
  if (!event.success) return null
  const { id: eventId, customerId, payload } = event.data
  await shopTransaction(async (tx) => {
    if (await recordInbox(tx, { customerId, eventId, type: payload.type }))
      await recordEnd(tx, payload.sessionId ?? payload.accountId, new Date(payload.endedAt))
  })
  return { acknowledged: eventId, customerId }
}
