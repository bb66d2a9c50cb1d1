import type { ProductView } from '@/lib/catalog/schema'

/**
 * What search engines read of a product: schema.org Product with an Offer for each variant, and its breadcrumbs. It says
 * nothing of availability: the page is static, and an old word would be a lie.
 */
export function productJsonLd(product: ProductView, origin: string): string {
  const { slug, name, description, category, photos, variants } = product
  const page = `${origin}/p/${slug}`
  const crumb = (position: number, title: string, item: string) => ({
    '@type': 'ListItem',
    position,
    name: title,
    item,
  })
  const graph = [
    {
      '@type': 'Product',
      '@id': page,
      name,
      description,
      category: category.name,
      image: photos.map(({ key }) => `${origin}/photos/${key}-960.webp`),
      brand: { '@type': 'Brand', name: 'Fiftyone' },
      offers: variants.map(({ sku, price, currency }) => ({
        '@type': 'Offer',
        sku,
        price: (price / 100).toFixed(2),
        priceCurrency: currency,
        url: `${page}?variant=${encodeURIComponent(sku)}`,
      })),
    },
    {
      '@type': 'BreadcrumbList',
      itemListElement: [
        crumb(1, 'Fiftyone', origin),
        crumb(2, category.name, `${origin}/c/${category.slug}`),
        crumb(3, name, page),
      ],
    },
  ]
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': graph }).replaceAll('<', '\\u003c')
}
