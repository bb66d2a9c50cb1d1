/*
 * Who may do what: every route handler and every page of the shop, by every kind of person. Two tests walk the rows of this
 * folder: tests/integration/access.test.ts calls the handlers, tests/e2e/access.spec.ts asks for the pages and the sign-in
 * handlers, which only run inside a server. Both are real requests as real people; nothing is assumed to be refused.
 *
 * A route or page on disk that is missing here fails the first of them. To add one:
 *   1. a handler: a row in shop-handlers.ts or staff-handlers.ts under `METHOD /path`, as the folder spells it
 *      ("GET /api/orders/[number]"). `ask` says what is sent; it gets the shopper's things (an order, an address, …), so that
 *      everyone asks for somebody else's. `outcome` is the exact answer, "404 not_found", for each person; `everyone`,
 *      `staff` and `owned` write the usual ones.
 *   2. a page: a row in pages.ts under its path; `outcome` is its status and a text that only this outcome shows.
 */
import { SHOP_HANDLERS } from './shop-handlers'
import { STAFF_HANDLERS } from './staff-handlers'

export { PAGES, type PageThings, SERVER_HANDLERS } from './pages'
export { PEOPLE, type Who } from './people'
export type { HandlerRow, Things } from './row'

export const HANDLERS = { ...SHOP_HANDLERS, ...STAFF_HANDLERS }
