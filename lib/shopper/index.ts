import 'server-only'

export { accountCustomer, accountOf, accountsOf, customerIdsOf, ownerOf, whoAsks } from './customer-ids'
export { foreseeSignIn, linkAccount } from './link-account'
export { offeredProviders } from './providers'
export {
  claimedShopper,
  findShopper,
  newBrowserSecret,
  newGuest,
  provenShopper,
  type Shopper,
  type ShopperClaim,
  UnknownShopper,
} from './shopper-cookie'
export { signInOptions } from './sign-in-options'
export { confirmRole, endSessions, sessionOf } from './session'
export { signOutBrowser, signOutEverywhere } from './sign-out'
export type { Person } from './store'
export { handleSessionEnded } from './handle-session-ended'
