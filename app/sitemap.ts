import type { MetadataRoute } from 'next'
import { serverConfig } from '@/lib/config/server'
import { listCategories, listProducts } from './(shop)/_data/catalog'

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { APP_URL } = serverConfig()
  const [products, categories] = await Promise.all([listProducts(), listCategories()])
  return [
    { url: APP_URL },
    ...categories.map(({ slug }) => ({ url: `${APP_URL}/c/${slug}` })),
    ...products.map(({ slug }) => ({ url: `${APP_URL}/p/${slug}` })),
  ]
}
