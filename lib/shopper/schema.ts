export { Provider, Role } from '../auth/schema'

/** A readable cookie: tells scripts that someone may be signed in here; it names nobody and proves nothing. */
export const SESSION_HINT_COOKIE = 'has_session'
/** A readable cookie: tells scripts that there is a cart worth asking for. */
export const CART_HINT_COOKIE = 'has_cart'

/** A browser of an account may act as its customer for so long; a guest's as long as its cookie lives. */
export const ACCOUNT_BROWSER_DAYS = 30
