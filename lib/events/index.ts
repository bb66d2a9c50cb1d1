import 'server-only'

export * from './exchange'
export { ExpireTags } from './expire-tags'
export { mendRedirects } from './mend-redirects'
export { refreshStalePages, untilFresh } from './refresh-stale-pages'
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
