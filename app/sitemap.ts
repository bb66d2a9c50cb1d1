import type { MetadataRoute } from 'next'
import { serverConfig } from '@/lib/config/server'
import { listCategories, listSlugs } from './(shop)/_data/catalog'

/** A sitemap's limit, less room for the other pages. */
const MOST = 49_000

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { APP_URL } = serverConfig()
  const [products, categories] = await Promise.all([listSlugs(MOST), listCategories()])
  return [
    { url: APP_URL },
    ...categories.map(({ slug }) => ({ url: `${APP_URL}/c/${slug}` })),
    ...products.map((slug) => ({ url: `${APP_URL}/p/${slug}` })),
  ]
}
