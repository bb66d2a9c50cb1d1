import 'server-only'

export { revoke } from './auth-server'
export { confirmRole } from './confirm-role'
export { forgottenSession, isSecure, ofThisPreview, sessionAfter } from './cookie-names'
export { cookiesOf } from './cookies'
export { requireRole, type Session, sessionOf } from './session'
export { Claims, oidcProvider, readOidcPerson, type SignedIn } from './oidc-provider'
export { sessionOptions } from './sign-in-options'
