import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ProductGrid } from '@/components/catalog/product-grid'
import { listCategories, listProducts } from '../../_data/catalog'

interface Props {
  params: Promise<{ slug: string }>
}

/** What one page shows; the rest is for search and paging. */
const SHOWN = 60

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
  const [category, products] = await Promise.all([find(slug), listProducts({ category: slug, limit: SHOWN })])
  if (!category) notFound()
  return (
    <div className="shell py-10">
      <h1 className="display-type text-title">{category.name}</h1>
      {category.description && <p className="mt-3 max-w-prose text-muted">{category.description}</p>}
      {products.length > 0 ? (
        <ProductGrid products={products} className="mt-8" />
      ) : (
        <p className="mt-8 text-muted">Nothing here at the moment. New things come in every season.</p>
      )}
    </div>
  )
}
