import { once } from 'node:events'
import { createServer } from 'node:http'
import { categorySubject, HOME_SUBJECT, pageRevision } from '@/lib/revalidation/rules/page-revision'
import { shopDb } from '@/lib/infra/db/shop'
import { getHome } from '@/lib/publishing'

/**
 * The public pages as the built shop would serve them: always fresh, straight from the database, with nothing but their
 * stamps. For tests of what publishes; that real pages follow is what the browser's tests prove.
 */
export async function servePublicSite(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://site')
    const answer = incoming.method === 'GET' ? stampsAt(pathname) : Promise.resolve([])
    void answer
      .catch(() => null)
      .then((stamps) => {
        outgoing.writeHead(stamps ? 200 : 404, { 'cache-control': 's-maxage=60' })
        outgoing.end(stamps?.map((stamp) => `<i data-revision="${stamp}"></i>`).join(''))
      })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** null: there is no such page. */
async function stampsAt(path: string): Promise<string[] | null> {
  const [, folder, slug] = path.split('/')
  const onSale = { status: 'ACTIVE', variants: { some: { active: true } } } as const
  if (folder === 'p' && slug) {
    const page = await shopDb().product.findFirst({ where: { slug, ...onSale } })
    if (!page) return null
    const companions = await shopDb().product.findMany({ where: { id: { in: page.goesWith }, ...onSale } })
    return [page, ...companions].map(({ id, version }) => pageRevision(id, version))
  }
  const categories = await shopDb().category.findMany({
    where: folder === 'c' && slug ? { slug } : {},
  })
  if (categories.length === 0) return null
  const products = await shopDb().product.findMany({
    where: { ...onSale, categoryId: { in: categories.map(({ id }) => id) } },
  })
  return [
    ...products.map(({ id, version }) => pageRevision(id, version)),
    ...categories.map(({ id, version }) => pageRevision(categorySubject(id), version)),
    ...(folder === '' ? [pageRevision(HOME_SUBJECT, (await getHome()).version)] : []),
  ]
}
