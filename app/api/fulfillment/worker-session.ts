import 'server-only'
import { endSessions, hasSessionEnded } from '@/lib/fulfillment'
import { confirmRole, type Session, sessionOf } from '@/lib/auth'

/** Who is signed in at the warehouse; null for nobody, and for a session that the warehouse knows to be over. */
export const workerSession = (request: { headers: Headers }): Promise<Session | null> =>
  sessionOf(request, hasSessionEnded)

/** Asks the auth server whether this person works here now, and signs out one who no longer does. */
export const confirmWorker = (session: Session): Promise<Session> =>
  confirmRole(session, 'warehouse', endSessions)
