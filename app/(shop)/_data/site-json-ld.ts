/** What search engines read of the shop: schema.org WebSite, with the way to search it. */
export function siteJsonLd(origin: string): string {
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    '@id': `${origin}/#site`,
    url: origin,
    name: 'Fiftyone',
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${origin}/search?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  }).replaceAll('<', '\\u003c')
}
