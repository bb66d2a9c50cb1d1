import 'server-only'

/** What either application needs to send events and take them in. Nothing of the shop is behind it. */
export { Acknowledged, BusCallback, BusFailure, readAcknowledgement } from './acknowledgement'
export { acknowledgeEvent, appendEvent, recordInbox, returnEvent } from './outbox-store'
export { relayOutbox } from './relay'
