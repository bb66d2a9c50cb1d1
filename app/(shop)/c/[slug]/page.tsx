import type { Metadata } from 'next'
import { MoreProducts } from '@/components/catalog/more-products'
import { ProductGrid } from '@/components/catalog/product-grid'
import { DraftBanner } from '@/components/preview/draft-banner'
import { JsonLd } from '@/components/shop/json-ld'
import { serverConfig } from '@/lib/config/server'
import { categoryPath } from '@/lib/core/paths'
import { categorySubject, pageRevision } from '@/lib/revalidation/rules/page-revision'
import { readSearch } from '@/lib/search/rules/search-path'
import { getCategory, listCategories } from '../../_data/catalog'
import { categoryJsonLd } from '../../_data/category-json-ld'
import { pageGone } from '../../_data/page-gone'
import { categoryPreview } from '../../_data/preview'
import { browseCategory } from '../../_data/search'

interface Props {
  params: Promise<{ slug: string }>
}

/** As a product's page: the first visit's status is right. */
export const ensureStatic = 'navigation'

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  return (await listCategories()).map(({ slug }) => ({ slug }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  const { preview, category } = await find(slug)
  if (!category) return {}
  const { name, description } = category
  return {
    title: name,
    ...(description && { description }),
    alternates: { canonical: categoryPath(slug) },
    openGraph: { title: name, ...(description && { description }), url: categoryPath(slug) },
    ...(preview && { robots: { index: false, follow: false } }),
  }
}

export default async function CategoryPage({ params }: Props) {
  const { slug } = await params
  const { preview, category } = await find(slug)
  if (!category) return pageGone('category', slug)
  const { id, version, name, description } = category
  const { items, nextCursor } = await browseCategory(category)
  return (
    <>
      {preview && <DraftBanner name={name} path={categoryPath(slug)} preview={preview} />}
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

/** What everyone sees; in a preview, the draft of whoever may see it. */
async function find(slug: string) {
  const preview = await categoryPreview(slug)
  const drafted = preview && preview.state !== 'refused' ? preview.view : null
  return { preview, category: drafted ?? (await getCategory(slug)) }
}
