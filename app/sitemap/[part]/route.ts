import { z } from 'zod'
import { serverConfig } from '@/lib/config/shop/server'
import { categoryPath } from '@/lib/core/paths'
import { route } from '@/lib/http/shop/route'
import { type Address, countParts, listPart } from '../../(shop)/_data/addresses'
import { listCategories } from '../../(shop)/_data/catalog'
import { sitemapXml } from '../../sitemap.xml/xml'

const Params = z.object({ part: z.string() })
const SITEMAP_LIMITS = [{ name: 'reads-per-address', per: 'address' }] as const

/** /sitemap/pages.xml and /sitemap/products-0.xml, -1, … as the index names them. */
export const GET = route({ params: Params, limits: SITEMAP_LIMITS }, async ({ params }) => {
  const { APP_URL } = serverConfig()
  const addresses = await addressesOf(params.part)
  if (!addresses) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  return sitemapXml(
    'urlset',
    addresses.map(({ path, ...rest }) => ({ url: `${APP_URL}${path}`, ...rest })),
  )
})

async function addressesOf(name: string): Promise<Address[] | null> {
  if (name === 'pages.xml') {
    const categories = await listCategories()
    return [{ path: '/' }, ...categories.map(({ slug }) => ({ path: categoryPath(slug) }))]
  }
  const part = /^products-(\d{1,4})\.xml$/.exec(name)?.[1]
  if (part === undefined) return null
  const isThere = part === '0' || Number(part) < (await countParts())
  return isThere ? listPart(Number(part)) : null
}
