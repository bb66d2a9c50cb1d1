import 'server-only'

export * from '../exchange'
export { relayShopOutbox } from './relay-outbox'
