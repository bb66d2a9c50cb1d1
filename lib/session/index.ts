import 'server-only'

export { confirmRole } from './confirm-role'
export { isSecure, ofThisPreview, sessionCookieName } from './cookie-names'
export { cookiesOf } from './cookies'
export { requireRole, type Session, sessionOf } from './session'
export { Claims, oidcProvider, readOidcPerson, type SignedIn } from './oidc-provider'
export { sessionOptions } from './sign-in-options'
