import 'server-only'

export { confirmRole, isSecure, requireRole, type Session, sessionCookieName, sessionOf } from '../session'
export { accountCustomer, accountsOf, customerIdsOf, ownerOf, whoAsks } from './customer-ids'
export { foreseeSignIn, linkAccount, type Linked } from './link-account'
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
export { signOutBrowser } from './sign-out'
export type { Person } from './store'
