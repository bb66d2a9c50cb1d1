import path from 'node:path'
import { securityHeaders } from '../lib/http/security-headers.mjs'
import { shopPolicy } from '../lib/http/shop-policy.mjs'

/*
 * The fulfillment application by itself. Its routes are those of app/(warehouse) and app/api/fulfillment, which the shop
 * serves as well; nothing else of the shop is in this build. docs/strangler.md.
 */
const isPreview = process.env.DEPLOYMENT === 'preview'

const headers = [
  ...securityHeaders,
  { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
  // Of answers that proxy.ts gives none of their own: what is not there.
  { key: 'Content-Security-Policy', value: shopPolicy(process.env.NODE_ENV === 'development') },
]

/** @type {import('next').NextConfig} */
const config = {
  // Behind the shop's address, /_next is the shop's: these files have a name of their own there.
  assetPrefix: '/fulfillment-static',
  cacheComponents: true,
  poweredByHeader: false,
  reactStrictMode: true,
  env: { PREVIEW_MARK: isPreview ? process.env.PREVIEW_BRANCH || 'a branch' : '' },
  distDir: process.env.NEXT_DIST_DIR || '.next',
  turbopack: { root: path.resolve(import.meta.dirname, '..') },
  outputFileTracingRoot: path.resolve(import.meta.dirname, '..'),
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  experimental: { strictRouteTypes: true },

  async headers() {
    const machine = [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }]
    return [
      { source: '/:path*', headers },
      { source: '/api/:path((?!auth/).*)', headers: machine },
    ]
  },
}

export default config
