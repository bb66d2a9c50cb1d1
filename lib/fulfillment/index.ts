import 'server-only'

export { changeShipment } from './change-shipment'
export { getBoard } from './get-board'
export { receiveEvent } from './receive-event'
export { relayFulfillmentOutbox } from './relay-outbox'
export { replayDeadLetter } from './replay-dead-letter'
export { takeDelivery } from './take-delivery'
