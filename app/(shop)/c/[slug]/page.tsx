import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ProductGrid } from '@/components/catalog/product-grid'
import { SHOWN_IN_CATEGORY } from '@/lib/catalog/schema'
import { getCategory, listCategories, listProducts } from '../../_data/catalog'

interface Props {
  params: Promise<{ slug: string }>
}

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  return (await listCategories()).map(({ slug }) => ({ slug }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  const category = await getCategory(slug)
  if (!category) return {}
  return { title: category.name, alternates: { canonical: `/c/${slug}` } }
}

export default async function CategoryPage({ params }: Props) {
  const { slug } = await params
  const category = await getCategory(slug)
  if (!category) notFound()
  const products = await listProducts({ categoryId: category.id, limit: SHOWN_IN_CATEGORY })
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
