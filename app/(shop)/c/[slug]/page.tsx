import type { Metadata } from 'next'
import { getCategory, listCategories } from '../../_data/catalog'
import { pageGone } from '../../_data/page-gone'
import { CategoryPage, categoryMetadata } from '../../_pages/category-page'

interface Props {
  params: Promise<{ slug: string }>
}

/** As a product's page: the first visit's status is right. */
export const ensureStatic = 'navigation'

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  return (await listCategories()).map(({ slug }) => ({ slug }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const category = await getCategory((await params).slug)
  return category ? categoryMetadata(category) : {}
}

export default async function PublicCategoryPage({ params }: Props) {
  const { slug } = await params
  const category = await getCategory(slug)
  if (!category) return pageGone('category', slug)
  return <CategoryPage category={category} />
}
