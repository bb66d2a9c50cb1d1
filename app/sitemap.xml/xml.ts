const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** A sitemap (`urlset`) or an index of sitemaps (`sitemapindex`), as sitemaps.org defines them. */
export function sitemapXml(
  kind: 'urlset' | 'sitemapindex',
  entries: readonly { url: string; changedAt?: string }[],
): Response {
  const element = kind === 'urlset' ? 'url' : 'sitemap'
  const lines = entries.map(
    ({ url, changedAt }) =>
      `<${element}><loc>${escaped(url)}</loc>${changedAt ? `<lastmod>${changedAt}</lastmod>` : ''}</${element}>`,
  )
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${kind} xmlns="${NAMESPACE}">\n${lines.join('\n')}\n</${kind}>\n`
  return new Response(body, {
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'public, max-age=0, s-maxage=3600, stale-while-revalidate=86400',
    },
  })
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
