import type { Metadata } from 'next'
import { MoreProducts } from '@/components/catalog/more-products'
import { ProductGrid } from '@/components/catalog/product-grid'
import { JsonLd } from '@/components/shop/json-ld'
import type { CategoryView } from '@/lib/catalog/schema'
import { serverConfig } from '@/lib/config/shop/server'
import { categoryPath } from '@/lib/core/paths'
import { categorySubject, pageRevision } from '@/lib/revalidation/rules/page-revision'
import { readSearch } from '@/lib/search/rules/search-path'
import { categoryJsonLd } from '../_data/category-json-ld'
import { browseCategory } from '../_data/search'

export function categoryMetadata({ slug, name, description }: CategoryView): Metadata {
  return {
    title: name,
    ...(description && { description }),
    alternates: { canonical: categoryPath(slug) },
    openGraph: { title: name, ...(description && { description }), url: categoryPath(slug) },
  }
}

/** A category's page, the public one and its preview alike. */
export async function CategoryPage({ category }: { category: CategoryView }) {
  const { id, version, name, description } = category
  const { items, nextCursor } = await browseCategory(category)
  return (
    <>
      <JsonLd json={categoryJsonLd(category, items, serverConfig().APP_URL)} />
      <div className="shell py-10" data-revision={pageRevision(categorySubject(id), version)}>
        <h1 className="display-type text-title">{name}</h1>
        {description && <p className="mt-3 max-w-prose text-muted">{description}</p>}
        {items.length > 0 ? (
          <ProductGrid products={items} className="mt-8" />
        ) : (
          <p className="mt-8 text-muted">Nothing here at the moment. New things come in every season.</p>
        )}
        {nextCursor && <MoreProducts search={readSearch({ category: category.slug })} cursor={nextCursor} />}
      </div>
    </>
  )
}
