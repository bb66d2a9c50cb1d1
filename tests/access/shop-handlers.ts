import { ADDRESS } from '../support/address'
import { everyone, owned, ownedInAccount, signedIn } from './people'
import type { HandlerRow } from './row'

const SKU = 'RDG-SND'

export const SHOP_HANDLERS: Record<string, HandlerRow> = {
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
  'POST /api/cart/checkout': {
    ask: () => ({ path: '/api/cart/checkout', body: {} }),
    outcome: { ...everyone('200'), nobody: '404 not_found' },
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
  // The link is nobody's proof: the order was placed with an address that none of them has.
  'POST /api/orders/shared/[token]/claim': {
    ask: ({ guestLink }) => ({ path: `/api/orders/shared/${guestLink}/claim`, params: { token: guestLink } }),
    outcome: signedIn('403 not_allowed'),
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
  'POST /api/account/sign-out-everywhere': {
    ask: () => ({ path: '/api/account/sign-out-everywhere', body: {} }),
    outcome: signedIn(),
    endsSessions: true,
  },
  // Removing what one does not have removes nothing.
  'DELETE /api/account/addresses/[id]': {
    ask: ({ addressId }) => ({ path: `/api/account/addresses/${addressId}`, params: { id: addressId } }),
    outcome: signedIn(),
  },
}
