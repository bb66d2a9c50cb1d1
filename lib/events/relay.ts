import 'server-only'
import { publish } from '../infra/bus'
import { log } from '../infra/log/log'
import { claimEvents, type ClaimedEvent, type OutboxDb, returnEvent } from './outbox-store'

/** Events a run takes at once, and how many batches it takes at most. */
const BATCH = 100
const BATCHES = 20

export interface Route {
  db: OutboxDb
  /** where the consumer takes events in */
  destinationUrl: string
  /** where the producer takes acknowledgements in */
  acknowledgementUrl: string
  /** where the consumer parks what it could not take in */
  deadLetterUrl: string
}

/**
 * Publishes what the outbox holds and nobody has acknowledged. Safe to run at any time, twice at once, and to kill at
 * any point; one event that can't be sent does not stop the others.
 */
export async function relayOutbox(route: Route): Promise<{ published: number; failed: number }> {
  const counts = { published: 0, failed: 0 }
  for (let batch = 1; batch <= BATCHES; batch++) {
    const events = await claimEvents(route.db, BATCH)
    const sent = await Promise.all(events.map((event) => send(route, event)))
    counts.published += sent.filter(Boolean).length
    counts.failed += sent.filter((ok) => !ok).length
    // What failed was given back: the next run tries it, not this one, again and again.
    if (events.length < BATCH || counts.failed > 0) break
  }
  return counts
}

async function send(route: Route, { id, customerId, publishCount, payload }: ClaimedEvent): Promise<boolean> {
  try {
    await publish({
      url: route.destinationUrl,
      body: { id, customerId, payload },
      // Published again on purpose after 5 minutes: the count makes it another message for the bus.
      deduplicationId: `${id}-${publishCount}`,
      callbackUrl: route.acknowledgementUrl,
      failureCallbackUrl: route.deadLetterUrl,
    })
    return true
  } catch (error) {
    log('warn', 'relay.not_published', { customerId, eventId: id, attempt: publishCount, error })
    await returnEvent(route.db, { customerId, id })
    return false
  }
}
