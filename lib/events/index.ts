import 'server-only'

export { Acknowledged, BusCallback, BusFailure, readAcknowledgement } from './acknowledgement'
export { ExpireTags } from './expire-tags'
export { mendRedirects } from './mend-redirects'
export { acknowledgeEvent, appendEvent, type OutboxDb, type OutgoingEvent, returnEvent } from './outbox'
export { refreshStalePages, untilFresh } from './refresh-stale-pages'
export { relayOutbox } from './relay'
export { relayShopOutbox } from './relay-shop-outbox'
export { noteStalePages, refreshNoted } from './stale-note'
export {
  appendStalePages,
  claimStalePages,
  type ClaimedStalePages,
  finishStalePages,
  type StalePages,
} from './stale-pages'
export { countWaiting } from './waiting-pages'
