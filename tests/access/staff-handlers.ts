import { everyone, staff } from './people'
import type { Ask, HandlerRow } from './row'

const SKU = 'RDG-SND'
const NO_PAGE = '01990000-0000-7000-8000-000000000000'
const studioPage = (id: string, rest = '', query = ''): Ask => ({
  path: `/api/studio/pages/product/${id}${rest}${query}`,
  params: { kind: 'product', id },
})

/** The warehouse, the studio, and machines. */
export const STAFF_HANDLERS: Record<string, HandlerRow> = {
  // ── the warehouse
  'GET /api/fulfillment/board': {
    ask: () => ({ path: '/api/fulfillment/board' }),
    outcome: staff('warehouse'),
  },
  'GET /api/fulfillment/batches': {
    ask: () => ({ path: '/api/fulfillment/batches' }),
    outcome: staff('warehouse'),
  },
  'POST /api/fulfillment/batches': {
    ask: () => ({ path: '/api/fulfillment/batches', body: { id: crypto.randomUUID(), size: 5 } }),
    outcome: staff('warehouse'),
    fresh: true,
  },
  'GET /api/fulfillment/batches/[id]': {
    ask: () => ({ path: `/api/fulfillment/batches/${NO_PAGE}`, params: { id: NO_PAGE } }),
    outcome: staff('warehouse'),
  },
  'DELETE /api/fulfillment/batches/[id]': {
    ask: () => ({ path: `/api/fulfillment/batches/${NO_PAGE}`, params: { id: NO_PAGE } }),
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
      '/api/fulfillment/jobs/erase-old-data',
      '/api/shop/events',
      ...[
        'advance-orders',
        'relay-outbox',
        'erase-old-data',
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
