import { securityHeaders } from './lib/http/security-headers.mjs'
import { shopPolicy } from './lib/http/shop-policy.mjs'

// The one file besides lib/config that reads process.env: Next loads it before any of our code can run.
const development = process.env.NODE_ENV === 'development'
// Vercel says what a deployment is and of which branch; elsewhere it is set.
const isPreview = (process.env.DEPLOYMENT || process.env.VERCEL_ENV) === 'preview'
// Several servers of one shop.
const isShared = process.env.SHARED_CACHE === 'on'
const branch = process.env.PREVIEW_BRANCH || process.env.VERCEL_GIT_COMMIT_REF || 'a branch'

/** Which routes belong to which part, so that SERVICES='{"fulfillment":"https://…"}' can send them to another deployment. */
const ROUTES_OF = {
  // Its scripts and styles have a name of their own there (fulfillment/next.config.js).
  fulfillment: ['/warehouse/:path*', '/api/fulfillment/:path*', '/fulfillment-static/:path*'],
  search: ['/search', '/api/search/:path*'],
  inventory: ['/api/availability'],
  cart: ['/cart', '/api/cart/:path*'],
  checkout: ['/checkout/:path*', '/api/checkout/:path*', '/api/webhooks/:path*'],
  orders: ['/orders/:path*', '/api/orders/:path*'],
  identity: ['/account/:path*', '/api/auth/:path*'],
}

const everywhere = [
  ...securityHeaders,
  // A preview is a copy; search engines should find the original.
  ...(isPreview ? [{ key: 'X-Robots-Tag', value: 'noindex, nofollow' }] : []),
]

const csp = (value) => [{ key: 'Content-Security-Policy', value }]

/** The parts that another deployment serves: their pages bring their own policy. */
function elsewhere() {
  return Object.keys(process.env.SERVICES ? JSON.parse(process.env.SERVICES) : {})
}

/** @type {import('next').NextConfig} */
const config = {
  cacheComponents: true,
  // One shell a route instead of a page a link: prefetching stays bounded however many cards are in view.
  partialPrefetching: true,
  poweredByHeader: false,
  reactStrictMode: true,
  env: { PREVIEW_MARK: isPreview ? branch : '', ELSEWHERE: elsewhere().join(' ') },
  distDir: process.env.NEXT_DIST_DIR || '.next',
  // Several builds share one checkout (previews, tests); each finds its own root.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // `npm test` runs tsc over everything, tests included; the build need not repeat it.
  typescript: { ignoreBuildErrors: true },
  ...(isShared && sharedCaches()),
  // Photographs come in pre-sized files (scripts/photos.ts); nothing is resized on request.
  images: { unoptimized: true },
  experimental: {
    globalNotFound: true,
    // Types of routes come in by next-env.d.ts: each build directory would be added to tsconfig.json otherwise.
    strictRouteTypes: true,
    // Each server keeps its pages in memory, over those of the build: two never write one file.
    ...(isShared && { isrFlushToDisk: false }),
  },

  async headers() {
    return [
      // Every answer has a policy; what comes later, here and in proxy.ts, takes its place.
      { source: '/:path*', headers: [...everywhere, ...csp(shopPolicy(development))] },
      {
        source: '/api/:path((?!auth/).*)',
        headers: csp("default-src 'none'; frame-ancestors 'none'"),
      },
      // next-auth's own pages send a form on to the auth server, which form-action would stop.
      {
        source: '/api/auth/:path*',
        headers: csp(
          "default-src 'self'; style-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
        ),
      },
      // What proxy.ts shows where nothing is; nobody asks for it by its own address.
      { source: '/nowhere', headers: [{ key: 'Cache-Control', value: 'private, no-store' }] },
      // A file keeps its name when its photograph is made anew, so a day is what a browser may keep it.
      {
        source: '/photos/:file*',
        headers: [{ key: 'Cache-Control', value: 'public, max-age=86400, stale-while-revalidate=604800' }],
      },
    ]
  },

  async rewrites() {
    return { beforeFiles: serviceRewrites(process.env.SERVICES), afterFiles: [], fallback: [] }
  },
}

/** Caches that obey the log of expired tags (docs/decisions/0040). */
function sharedCaches() {
  const file = (name) => new URL(`./server/cache/${name}.mjs`, import.meta.url).pathname
  return { cacheHandler: file('pages'), cacheHandlers: { default: file('data') } }
}

/**
 * @param {string | undefined} services JSON: the part's name → the origin that serves it
 * @returns {{source: string, destination: string}[]}
 */
function serviceRewrites(services) {
  if (!services) return []
  return Object.entries(JSON.parse(services)).flatMap(([name, origin]) => {
    const routes = ROUTES_OF[name]
    if (!routes) throw new Error(`SERVICES: "${name}" is none of ${Object.keys(ROUTES_OF).join(', ')}`)
    if (!/^https?:\/\/[^/]+$/.test(origin))
      throw new Error(`SERVICES: ${name} needs an origin, not "${origin}"`)
    return routes.map((source) => ({ source, destination: `${origin}${source}` }))
  })
}

export default config
