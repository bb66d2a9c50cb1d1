import type { MetadataRoute } from 'next'
import { serverConfig } from '@/lib/config/shop/server'

/** A preview is a copy; search engines should find the original. */
export default function robots(): MetadataRoute.Robots {
  const { APP_URL, DEPLOYMENT } = serverConfig()
  if (DEPLOYMENT === 'preview') return { rules: { userAgent: '*', disallow: '/' } }
  return {
    rules: {
      userAgent: '*',
      disallow: ['/api/', '/cart', '/checkout', '/orders', '/account', '/studio', '/warehouse'],
    },
    sitemap: `${APP_URL}/sitemap.xml`,
  }
}
