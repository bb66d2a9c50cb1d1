import type { CategoryView, ProductCard } from '@/lib/catalog/schema'
import { categoryPath, productPath } from '@/lib/core/paths'
import { breadcrumbs } from './breadcrumbs'

/** What search engines read of a category: its products in the order shown, and its breadcrumbs. */
export function categoryJsonLd(
  category: CategoryView,
  products: readonly ProductCard[],
  origin: string,
): object {
  const { slug, name, description } = category
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'CollectionPage',
        '@id': origin + categoryPath(slug),
        name,
        ...(description && { description }),
        mainEntity: {
          '@type': 'ItemList',
          numberOfItems: products.length,
          itemListElement: products.map((product, index) => ({
            '@type': 'ListItem',
            position: index + 1,
            name: product.name,
            url: origin + productPath(product.slug),
          })),
        },
      },
      breadcrumbs(origin, [{ name, path: categoryPath(slug) }]),
    ],
  }
}
