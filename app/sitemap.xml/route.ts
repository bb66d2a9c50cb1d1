import { serverConfig } from '@/lib/config/shop/server'
import { countParts } from '../(shop)/_data/addresses'
import { sitemapXml } from './xml'

/** The index: one file of pages, and the products in as many parts as it takes. */
export async function GET(): Promise<Response> {
  const { APP_URL } = serverConfig()
  const parts = await countParts()
  const names = ['pages', ...Array.from({ length: parts }, (_, part) => `products-${part}`)]
  return sitemapXml(
    'sitemapindex',
    names.map((name) => ({ url: `${APP_URL}/sitemap/${name}.xml` })),
  )
}
