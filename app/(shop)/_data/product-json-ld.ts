import type { ShownProduct } from '@/components/catalog/shown'
import { decimalMoney } from '@/lib/core/format'
import { categoryPath, productPath } from '@/lib/core/paths'
import { breadcrumbs } from './breadcrumbs'

/**
 * What search engines read of a product: schema.org Product with an Offer for each variant, and its breadcrumbs. Whether
 * there is any is the truth at the time of rendering: a page is rendered again when that changes.
 */
export function productJsonLd(product: ShownProduct, origin: string): object {
  const { slug, name, description, category, photos, variants, stock } = product
  const page = origin + productPath(slug)
  const isInStock = (sku: string) => stock.some((mark) => mark.sku === sku && mark.inStock)
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Product',
        '@id': page,
        name,
        description,
        category: category.name,
        image: photos.map(({ key }) => `${origin}/photos/${key}-960.webp`),
        brand: { '@type': 'Brand', name: 'Fiftyone' },
        offers: variants.map(({ sku, options, price, currency }) => ({
          '@type': 'Offer',
          sku,
          name: [name, ...Object.values(options)].join(', '),
          price: decimalMoney({ amount: price, currency }),
          priceCurrency: currency,
          availability: `https://schema.org/${isInStock(sku) ? 'InStock' : 'OutOfStock'}`,
          itemCondition: 'https://schema.org/NewCondition',
          url: `${page}?variant=${encodeURIComponent(sku)}`,
        })),
      },
      breadcrumbs(origin, [
        { name: category.name, path: categoryPath(category.slug) },
        { name, path: productPath(slug) },
      ]),
    ],
  }
}
