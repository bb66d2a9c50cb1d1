import 'server-only'

export { Acknowledged, BusCallback, BusFailure, readAcknowledgement } from './acknowledgement'
export { acknowledgeEvent, appendEvent, type OutboxDb, type OutgoingEvent, returnEvent } from './outbox'
export { relayOutbox } from './relay'
export { relayShopOutbox } from './relay-shop-outbox'
export {
  appendStalePages,
  claimStalePages,
  type ClaimedStalePages,
  finishStalePages,
  type StalePages,
} from './stale-pages'
