/*
 * Who may do what: every route handler and every page of the shop, by every kind of person. Two tests walk it:
 * tests/integration/access.test.ts calls the handlers, tests/e2e/access.spec.ts asks for the pages and the sign-in
 * handlers, which only run inside a server. Both are real requests as real people; nothing is assumed to be refused.
 *
 * A route or page on disk that is missing here fails the first of them. To add one:
 *   1. a handler: a row in HANDLERS under `METHOD /path`, as the folder spells it ("GET /api/orders/[number]"). `ask` says
 *      what is sent; it gets the shopper's things (an order, an address, …), so that everyone asks for somebody else's.
 *      `outcome` is the exact answer, "404 not_found", for each person; `everyone`, `staff` and `owned` write the usual ones.
 *   2. a page: a row in PAGES under its path; `outcome` is its status and a text that only this outcome shows.
 */

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

/** What belongs to `shopper`, and what staff work on; made anew for each cell of a row that says `fresh`. */
export interface Things {
  orderNumber: string
  checkoutKey: string
  addressId: string
  /** a signed link to a guest's order that no account has */
  guestLink: string
  shipmentId: string
  deadLetterId: string
  /** a product on sale, and its category */
  productId: string
  categoryId: string
  /** a valid body of POST /api/checkout but for the total, which is what `shopper`'s cart costs */
  checkout: object
}

export interface Ask {
  path: string
  params?: Record<string, string>
  body?: unknown
}

export interface HandlerRow {
  ask: (things: Things) => Ask
  /** status, and the problem's code: "404 not_found" */
  outcome: Record<Who, string>
  /** the row changes what it asks for: each person gets new things */
  fresh?: true
}

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

const everyone = (outcome: string) => each(() => outcome)
/** What is `shopper`'s alone: for everybody else it does not exist, admins included. */
const owned = (outcome = '200') => each((who) => (who === 'shopper' ? outcome : '404 not_found'))
const signedIn = (outcome = '200') => each((who) => (isSignedIn(who) ? outcome : '401 not_signed_in'))
/** As `owned`, for what only an account can have. */
const ownedInAccount = (outcome = '200') =>
  each((who) => (!isSignedIn(who) ? '401 not_signed_in' : who === 'shopper' ? outcome : '404 not_found'))
/** For one role and admins. */
const staff = (role: 'marketer' | 'warehouse', outcome = '200') =>
  each((who) =>
    !isSignedIn(who) ? '401 not_signed_in' : who === role || who === 'admin' ? outcome : '403 not_allowed',
  )

const SKU = 'RDG-SND'
const ADDRESS = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'Portland',
  region: 'OR',
  postalCode: '97201',
  country: 'US',
}

const NO_PAGE = '01990000-0000-7000-8000-000000000000'
const studioPage = (id: string, rest = '', query = ''): Ask => ({
  path: `/api/studio/pages/product/${id}${rest}${query}`,
  params: { kind: 'product', id },
})

export const HANDLERS: Record<string, HandlerRow> = {
  // ── the shop, for everyone
  'GET /api/availability': {
    ask: () => ({ path: `/api/availability?sku=${SKU}` }),
    outcome: everyone('200'),
  },
  'GET /api/search': { ask: () => ({ path: '/api/search?q=mug' }), outcome: everyone('200') },
  'GET /api/search/suggest': {
    ask: () => ({ path: '/api/search/suggest?q=mug' }),
    outcome: everyone('200'),
  },
  'GET /api/health': { ask: () => ({ path: '/api/health' }), outcome: everyone('200') },
  // One's own cart, whoever one is: whose lines it shows is the business of the test of carts.
  'GET /api/cart': { ask: () => ({ path: '/api/cart' }), outcome: everyone('200') },
  'POST /api/cart/lines': {
    ask: () => ({ path: '/api/cart/lines', body: { sku: SKU, quantity: 1 } }),
    outcome: everyone('200'),
    fresh: true,
  },
  'PUT /api/cart/lines/[sku]': {
    ask: () => ({ path: `/api/cart/lines/${SKU}`, params: { sku: SKU }, body: { quantity: 1 } }),
    outcome: { ...everyone('200'), nobody: '404 not_found' },
    fresh: true,
  },
  'DELETE /api/cart/lines/[sku]': {
    ask: () => ({ path: `/api/cart/lines/${SKU}`, params: { sku: SKU } }),
    outcome: everyone('200'),
    fresh: true,
  },

  // ── checkout: the cart of the one who asks
  'GET /api/checkout/quote': {
    ask: () => ({ path: '/api/checkout/quote' }),
    outcome: { ...everyone('409 cart_empty'), shopper: '200' },
    fresh: true,
  },
  'POST /api/checkout': {
    ask: ({ checkout }) => ({ path: '/api/checkout', body: checkout }),
    outcome: { ...everyone('409 cart_empty'), nobody: '404 not_found', shopper: '200' },
    fresh: true,
  },
  'GET /api/checkout/[checkoutKey]': {
    ask: ({ checkoutKey }) => ({ path: `/api/checkout/${checkoutKey}`, params: { checkoutKey } }),
    outcome: owned(),
  },
  'POST /api/checkout/[checkoutKey]/cancel': {
    ask: ({ checkoutKey }) => ({ path: `/api/checkout/${checkoutKey}/cancel`, params: { checkoutKey } }),
    outcome: owned(),
  },

  // ── orders
  'GET /api/orders': { ask: () => ({ path: '/api/orders' }), outcome: everyone('200') },
  'GET /api/orders/[number]': {
    ask: ({ orderNumber }) => ({ path: `/api/orders/${orderNumber}`, params: { number: orderNumber } }),
    outcome: owned(),
  },
  'POST /api/orders/[number]/link': {
    ask: ({ orderNumber }) => ({ path: `/api/orders/${orderNumber}/link`, params: { number: orderNumber } }),
    outcome: owned(),
  },
  'POST /api/orders/[number]/cancel': {
    ask: ({ orderNumber }) => ({
      path: `/api/orders/${orderNumber}/cancel`,
      params: { number: orderNumber },
    }),
    outcome: owned(),
    fresh: true,
  },
  // A signed link is what one has to have; what it shows is the business of the test of links.
  'GET /api/orders/shared/[token]': {
    ask: ({ guestLink }) => ({ path: `/api/orders/shared/${guestLink}`, params: { token: guestLink } }),
    outcome: everyone('200'),
  },
  'POST /api/orders/shared/[token]/claim': {
    ask: ({ guestLink }) => ({ path: `/api/orders/shared/${guestLink}/claim`, params: { token: guestLink } }),
    outcome: signedIn(),
    fresh: true,
  },

  // ── the account
  'GET /api/account/addresses': { ask: () => ({ path: '/api/account/addresses' }), outcome: signedIn() },
  'POST /api/account/addresses': {
    ask: () => ({ path: '/api/account/addresses', body: { address: ADDRESS } }),
    outcome: signedIn(),
  },
  'PUT /api/account/addresses/[id]': {
    ask: ({ addressId }) => ({
      path: `/api/account/addresses/${addressId}`,
      params: { id: addressId },
      body: { address: ADDRESS },
    }),
    outcome: ownedInAccount(),
  },
  // Removing what one does not have removes nothing.
  'DELETE /api/account/addresses/[id]': {
    ask: ({ addressId }) => ({ path: `/api/account/addresses/${addressId}`, params: { id: addressId } }),
    outcome: signedIn(),
  },

  // ── the warehouse
  'GET /api/fulfillment/board': {
    ask: () => ({ path: '/api/fulfillment/board' }),
    outcome: staff('warehouse'),
  },
  'GET /api/fulfillment/shipments/[id]': {
    ask: ({ shipmentId }) => ({
      path: `/api/fulfillment/shipments/${shipmentId}`,
      params: { id: shipmentId },
    }),
    outcome: staff('warehouse'),
  },
  'GET /api/fulfillment/shipments/[id]/log': {
    ask: ({ shipmentId }) => ({
      path: `/api/fulfillment/shipments/${shipmentId}/log`,
      params: { id: shipmentId },
    }),
    outcome: staff('warehouse'),
  },
  'PUT /api/fulfillment/shelves/[sku]': {
    ask: () => ({
      path: `/api/fulfillment/shelves/${SKU}`,
      params: { sku: SKU },
      body: { place: 'A1' },
    }),
    outcome: staff('warehouse'),
  },
  'POST /api/fulfillment/shipments/[id]': {
    ask: ({ shipmentId }) => ({
      path: `/api/fulfillment/shipments/${shipmentId}`,
      params: { id: shipmentId },
      body: { action: 'pack', version: 1 },
    }),
    outcome: staff('warehouse'),
    fresh: true,
  },
  'POST /api/fulfillment/dead-letters/[id]/replay': {
    ask: ({ deadLetterId }) => ({
      path: `/api/fulfillment/dead-letters/${deadLetterId}/replay`,
      params: { id: deadLetterId },
    }),
    outcome: staff('warehouse'),
    fresh: true,
  },

  // ── the studio
  'GET /api/studio/products': { ask: () => ({ path: '/api/studio/products' }), outcome: staff('marketer') },
  'GET /api/studio/photos': { ask: () => ({ path: '/api/studio/photos' }), outcome: staff('marketer') },
  'GET /api/studio/categories': {
    ask: () => ({ path: '/api/studio/categories' }),
    outcome: staff('marketer'),
  },
  'POST /api/studio/products': {
    ask: ({ categoryId }) => ({ path: '/api/studio/products', body: { name: 'A new vase', categoryId } }),
    outcome: staff('marketer', '201'),
  },
  'GET /api/studio/pages/[kind]/[id]': {
    ask: ({ productId }) => studioPage(productId),
    outcome: staff('marketer'),
  },
  'GET /api/studio/pages/[kind]/[id]/history': {
    ask: ({ productId }) => studioPage(productId, '/history'),
    outcome: staff('marketer'),
  },
  'POST /api/studio/pages/[kind]/[id]/preview-link': {
    ask: ({ productId }) => ({ ...studioPage(productId, '/preview-link'), body: { hours: 1 } }),
    outcome: staff('marketer', '201'),
  },
  // What these do to a page is the business of the studio's own tests: here the page is one that does not exist, which only
  // those who may edit are told.
  'PUT /api/studio/pages/[kind]/[id]/draft': {
    ask: () => ({ ...studioPage(NO_PAGE, '/draft'), body: { version: 0, content: {} } }),
    outcome: staff('marketer', '422 invalid_input'),
  },
  'DELETE /api/studio/pages/[kind]/[id]/draft': {
    ask: () => studioPage(NO_PAGE, '/draft', '?version=1'),
    outcome: staff('marketer', '404 not_found'),
  },
  'POST /api/studio/pages/[kind]/[id]/publish': {
    ask: () => ({ ...studioPage(NO_PAGE, '/publish'), body: { version: 1 } }),
    outcome: staff('marketer', '404 not_found'),
  },
  'POST /api/studio/pages/[kind]/[id]/restore': {
    ask: () => ({ ...studioPage(NO_PAGE, '/restore'), body: { revision: 1, version: 0 } }),
    outcome: staff('marketer', '404 not_found'),
  },
  'POST /api/studio/products/[id]/status': {
    ask: () => ({
      path: `/api/studio/products/${NO_PAGE}/status`,
      params: { id: NO_PAGE },
      body: { status: 'ARCHIVED', revision: 1 },
    }),
    outcome: staff('marketer', '404 not_found'),
  },
  'GET /api/studio/products/[id]/stock': {
    ask: ({ productId }) => ({
      path: `/api/studio/products/${productId}/stock`,
      params: { id: productId },
    }),
    outcome: staff('marketer'),
  },
  'POST /api/studio/stock/[sku]': {
    ask: () => ({
      path: `/api/studio/stock/${SKU}`,
      params: { sku: SKU },
      body: { delta: 1, reason: 'counted again' },
    }),
    outcome: staff('marketer'),
  },

  // ── machines: nobody's session opens these
  'POST /api/webhooks/stripe': {
    ask: () => ({ path: '/api/webhooks/stripe', body: {} }),
    outcome: everyone('400 bad_signature'),
  },
  ...Object.fromEntries(
    [
      '/api/fulfillment/events',
      '/api/fulfillment/jobs/relay-outbox',
      '/api/shop/events',
      ...[
        'advance-orders',
        'relay-outbox',
        'expire-carts',
        'reconcile-inventory',
        'refresh-pages',
        'expire-tags',
      ].map((job) => `/api/jobs/${job}`),
    ].map((path) => [
      `POST ${path}`,
      { ask: () => ({ path, body: {} }), outcome: everyone('401 unauthorized') } satisfies HandlerRow,
    ]),
  ),
}

/** Handlers that run inside a server only: next-auth's, by what matters of them. */
export const SERVER_HANDLERS: Record<string, { path: string; outcome: Record<Who, [number, RegExp]> }> = {
  'GET /api/auth/[...nextauth]': {
    path: '/api/auth/session',
    outcome: {
      nobody: [200, /^(\{\}|null)$/],
      shopper: [200, /"shopper@example\.com".*"provider":"oidc","roles":\["shopper"\]/],
      otherShopper: [200, /"roles":\["shopper"\]/],
      otherGuest: [200, /^(\{\}|null)$/],
      marketer: [200, /"roles":\["shopper","marketer"\]/],
      warehouse: [200, /"roles":\["shopper","warehouse"\]/],
      admin: [200, /"roles":\["shopper","marketer","warehouse","admin"\]/],
    },
  },
  'GET /sitemap.xml': {
    path: '/sitemap.xml',
    outcome: {
      nobody: [200, /<(sitemapindex|urlset)/],
      shopper: [200, /<(sitemapindex|urlset)/],
      otherShopper: [200, /<(sitemapindex|urlset)/],
      otherGuest: [200, /<(sitemapindex|urlset)/],
      marketer: [200, /<(sitemapindex|urlset)/],
      warehouse: [200, /<(sitemapindex|urlset)/],
      admin: [200, /<(sitemapindex|urlset)/],
    },
  },
  'GET /sitemap/[part]': {
    path: '/sitemap/pages.xml',
    outcome: {
      nobody: [200, /<urlset/],
      shopper: [200, /<urlset/],
      otherShopper: [200, /<urlset/],
      otherGuest: [200, /<urlset/],
      marketer: [200, /<urlset/],
      warehouse: [200, /<urlset/],
      admin: [200, /<urlset/],
    },
  },
  'GET /api/studio/preview': {
    path: '/api/studio/preview?kind=home&id=home',
    outcome: {
      nobody: [401, /not_signed_in/],
      shopper: [403, /not_allowed/],
      otherShopper: [403, /not_allowed/],
      otherGuest: [401, /not_signed_in/],
      marketer: [200, /has no draft|not public/],
      warehouse: [403, /not_allowed/],
      admin: [200, /has no draft|not public/],
    },
  },
  // A signed link opens it, whoever has it; a made-up one opens it to nobody.
  'GET /api/preview/[token]': {
    path: '/api/preview/made-up',
    outcome: {
      nobody: [404, /no preview link/],
      shopper: [404, /no preview link/],
      otherShopper: [404, /no preview link/],
      otherGuest: [404, /no preview link/],
      marketer: [404, /no preview link/],
      warehouse: [404, /no preview link/],
      admin: [404, /no preview link/],
    },
  },
  // Sent as no page of ours sends it: from nowhere.
  'POST /api/preview/exit': {
    path: '/api/preview/exit?to=/',
    outcome: {
      nobody: [403, /foreign_origin/],
      shopper: [403, /foreign_origin/],
      otherShopper: [403, /foreign_origin/],
      otherGuest: [403, /foreign_origin/],
      marketer: [403, /foreign_origin/],
      warehouse: [403, /foreign_origin/],
      admin: [403, /foreign_origin/],
    },
  },
  // Without next-auth's own token no form does anything, whoever sends it: who was signed in still is.
  'POST /api/auth/[...nextauth]': {
    path: '/api/auth/signout',
    outcome: {
      nobody: [200, /Those of this browser/],
      shopper: [200, /Signed in as/],
      otherShopper: [200, /Signed in as/],
      otherGuest: [200, /Those of this browser/],
      marketer: [200, /Signed in as/],
      warehouse: [200, /Signed in as/],
      admin: [200, /Signed in as/],
    },
  },
}

export interface PageThings {
  orderNumber: string
  productId: string
  /** a signed link to a guest's order that no account has */
  guestLink: string
}

export interface PageRow {
  path: string | ((things: PageThings) => string)
  outcome: Record<Who, [status: number, text: string]>
}

const page = (status: number, text: string): Record<Who, [number, string]> => ({
  nobody: [status, text],
  shopper: [status, text],
  otherShopper: [status, text],
  otherGuest: [status, text],
  marketer: [status, text],
  warehouse: [status, text],
  admin: [status, text],
})

const studio = (text: string): Record<Who, [number, string]> => ({
  ...page(200, 'Not for this account'),
  nobody: [200, 'Sign in'],
  otherGuest: [200, 'Sign in'],
  marketer: [200, text],
  admin: [200, text],
})

const warehouse = (text: string): Record<Who, [number, string]> => ({
  ...page(200, 'Not for this account'),
  nobody: [200, 'Sign in to see what is to be picked'],
  otherGuest: [200, 'Sign in to see what is to be picked'],
  warehouse: [200, text],
  admin: [200, text],
})

export const PAGES: Record<string, PageRow> = {
  '/': { path: '/', outcome: page(200, 'Ridge Mug') },
  '/c/[slug]': { path: '/c/kitchen', outcome: page(200, 'Ridge Mug') },
  '/p/[slug]': { path: '/p/ridge-mug', outcome: page(200, 'Add to cart') },
  '/search': { path: '/search?q=mug', outcome: page(200, 'Ridge Mug') },
  '/cart': { path: '/cart', outcome: page(200, 'Your cart') },
  '/checkout': { path: '/checkout', outcome: page(200, 'Secure checkout') },
  '/orders/[number]': {
    path: ({ orderNumber }) => `/orders/${orderNumber}`,
    outcome: {
      ...page(404, 'There is nothing at this address'),
      shopper: [200, 'Your order has been placed'],
    },
  },
  '/orders/shared/[token]': {
    path: ({ guestLink }) => `/orders/shared/${guestLink}`,
    outcome: {
      ...page(200, 'Keep it in my account'),
      nobody: [200, 'Keep this order in an account'],
      otherGuest: [200, 'Keep this order in an account'],
    },
  },
  '/account': {
    path: '/account',
    outcome: {
      ...page(200, 'Signed in as'),
      nobody: [200, 'Those of this browser'],
      otherGuest: [200, 'Those of this browser'],
    },
  },
  '/account/addresses': {
    path: '/account/addresses',
    outcome: {
      ...page(200, 'Add an address'),
      nobody: [200, 'Sign in to keep addresses'],
      otherGuest: [200, 'Sign in to keep addresses'],
    },
  },
  '/warehouse': { path: '/warehouse', outcome: warehouse('Warehouse board') },
  '/warehouse/pick-list': { path: '/warehouse/pick-list', outcome: warehouse('Pick list') },
  '/warehouse/slips/[id]': {
    path: '/warehouse/slips/01990000-0000-7000-8000-000000000000',
    outcome: warehouse('There is no such shipment'),
  },
  '/studio': { path: '/studio', outcome: studio('New product') },
  '/studio/home': { path: '/studio/home', outcome: studio('Publish') },
  '/studio/home/history': { path: '/studio/home/history', outcome: studio('History') },
  '/studio/[kind]/[id]': {
    path: ({ productId }) => `/studio/product/${productId}`,
    outcome: studio('Publish'),
  },
  '/studio/[kind]/[id]/history': {
    path: ({ productId }) => `/studio/product/${productId}/history`,
    outcome: studio('History'),
  },
}
