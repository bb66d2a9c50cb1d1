import type { Who } from './people'

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
  '/nowhere': { path: '/nowhere', outcome: page(404, 'There is nothing at this address') },
  // Shown at the pages' own addresses, to browsers that hold a preview link (tests/e2e/preview.spec.ts).
  '/preview': { path: '/preview', outcome: page(404, 'There is nothing at this address') },
  '/preview/p/[slug]': {
    path: '/preview/p/ridge-mug',
    outcome: page(404, 'There is nothing at this address'),
  },
  '/preview/c/[slug]': {
    path: '/preview/c/kitchen',
    outcome: page(404, 'There is nothing at this address'),
  },
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
      // The order was placed with an address that none of them has.
      ...page(200, 'Your account has another email address than this order'),
      nobody: [200, 'Sign in with the email address you ordered with'],
      otherGuest: [200, 'Sign in with the email address you ordered with'],
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
