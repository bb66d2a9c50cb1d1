import { z } from 'zod'
import type { Browser } from './client'

export interface Item {
  sku: string
  name: string
  path: string
}

const Offers = z.object({
  '@graph': z
    .array(z.unknown())
    .transform((graph) => graph.flatMap((node) => Product.safeParse(node).data ?? [])),
})
const Product = z.object({
  '@type': z.literal('Product'),
  name: z.string(),
  offers: z.array(z.object({ sku: z.string(), url: z.string() })),
})

/** As many product pages are read; a shop of thousands has enough in them. */
const MOST_PAGES = 40

/** What the shop sells, read as a search engine would: the sitemap, then what each product page says of itself. */
export async function readCatalogue(browser: Browser): Promise<Item[]> {
  const sitemap = await browser.page('/sitemap.xml')
  const paths = [...sitemap.matchAll(/<loc>[^<]*?(\/p\/[^<]+)<\/loc>/g)].flatMap(([, path]) => path ?? [])
  const items: Item[] = []
  for (const path of paths.slice(0, MOST_PAGES)) items.push(...itemsOf(path, await browser.page(path)))
  return items
}

function itemsOf(path: string, html: string): Item[] {
  const [, json = '{}'] = /<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/s.exec(html) ?? []
  const { data } = Offers.safeParse(JSON.parse(json))
  const [product] = data?.['@graph'] ?? []
  return product?.offers.map(({ sku }) => ({ sku, name: product.name, path })) ?? []
}
