import { serverConfig } from '@/lib/config/server'
import { categoryPath } from '@/lib/core/paths'
import { type Address, listPart } from '../../(shop)/_data/addresses'
import { listCategories } from '../../(shop)/_data/catalog'
import { sitemapXml } from '../../sitemap.xml/xml'

/** /sitemap/pages.xml and /sitemap/products-0.xml, -1, … as the index names them. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ part: string }> },
): Promise<Response> {
  const { APP_URL } = serverConfig()
  const addresses = await addressesOf((await params).part)
  if (!addresses) return new Response(null, { status: 404 })
  return sitemapXml(
    'urlset',
    addresses.map(({ path, ...rest }) => ({ url: `${APP_URL}${path}`, ...rest })),
  )
}

async function addressesOf(name: string): Promise<Address[] | null> {
  if (name === 'pages.xml') {
    const categories = await listCategories()
    return [{ path: '/' }, ...categories.map(({ slug }) => ({ path: categoryPath(slug) }))]
  }
  const part = /^products-(\d{1,4})\.xml$/.exec(name)?.[1]
  if (part === undefined) return null
  const addresses = await listPart(Number(part))
  return addresses.length > 0 || part === '0' ? addresses : null
}
