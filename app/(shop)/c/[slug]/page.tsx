import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { MoreProducts } from '@/components/catalog/more-products'
import { ProductGrid } from '@/components/catalog/product-grid'
import { readSearch } from '@/lib/search/rules/search-path'
import { listCategories } from '../../_data/catalog'
import { browseCategory } from '../../_data/search'

interface Props {
  params: Promise<{ slug: string }>
}

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  return (await listCategories()).map(({ slug }) => ({ slug }))
}

const find = async (slug: string) => (await listCategories()).find((category) => category.slug === slug)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  const category = await find(slug)
  if (!category) return {}
  return { title: category.name, alternates: { canonical: `/c/${slug}` } }
}

export default async function CategoryPage({ params }: Props) {
  const { slug } = await params
  const [category, { items, nextCursor }] = await Promise.all([find(slug), browseCategory(slug)])
  if (!category) notFound()
  return (
    <div className="shell py-10">
      <h1 className="display-type text-title">{category.name}</h1>
      {category.description && <p className="mt-3 max-w-prose text-muted">{category.description}</p>}
      {items.length > 0 ? (
        <ProductGrid products={items} className="mt-8" />
      ) : (
        <p className="mt-8 text-muted">Nothing here at the moment. New things come in every season.</p>
      )}
      {nextCursor && <MoreProducts search={readSearch({ category: slug })} cursor={nextCursor} />}
    </div>
  )
}
