import 'server-only'

export { confirmRole } from './confirm-role'
export { customerIdsOf } from './customer-ids'
export { linkAccount } from './link-account'
export { isSecure, requireRole, type Session, sessionCookieName, sessionOf } from './session'
export { findShopper, newGuest, type Shopper } from './shopper-cookie'
export { signInOptions } from './sign-in-options'
export { customers } from './store'
