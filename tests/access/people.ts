/**
 * `shopper` owns the things that are asked for, and is signed in; `otherShopper` is signed in to another account;
 * `otherGuest` is a browser with a guest of its own; the others are signed in and own nothing.
 */
export const PEOPLE = [
  'nobody',
  'shopper',
  'otherShopper',
  'otherGuest',
  'marketer',
  'warehouse',
  'admin',
] as const
export type Who = (typeof PEOPLE)[number]

const each = (outcome: (who: Who) => string): Record<Who, string> => ({
  nobody: outcome('nobody'),
  shopper: outcome('shopper'),
  otherShopper: outcome('otherShopper'),
  otherGuest: outcome('otherGuest'),
  marketer: outcome('marketer'),
  warehouse: outcome('warehouse'),
  admin: outcome('admin'),
})
const isSignedIn = (who: Who) => who !== 'nobody' && who !== 'otherGuest'

export const everyone = (outcome: string) => each(() => outcome)
/** What is `shopper`'s alone: for everybody else it does not exist, admins included. */
export const owned = (outcome = '200') => each((who) => (who === 'shopper' ? outcome : '404 not_found'))
export const signedIn = (outcome = '200') => each((who) => (isSignedIn(who) ? outcome : '401 not_signed_in'))
/** As `owned`, for what only an account can have. */
export const ownedInAccount = (outcome = '200') =>
  each((who) => (!isSignedIn(who) ? '401 not_signed_in' : who === 'shopper' ? outcome : '404 not_found'))
/** For one role and admins. */
export const staff = (role: 'marketer' | 'warehouse', outcome = '200') =>
  each((who) =>
    !isSignedIn(who) ? '401 not_signed_in' : who === role || who === 'admin' ? outcome : '403 not_allowed',
  )
