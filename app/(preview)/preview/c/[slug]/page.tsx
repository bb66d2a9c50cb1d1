import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getCategory } from '@/app/(shop)/_data/catalog'
import { CategoryPage, categoryMetadata } from '@/app/(shop)/_pages/category-page'
import { DraftBanner } from '@/components/preview/draft-banner'
import { categoryPath } from '@/lib/core/paths'
import { categoryPreview } from '../../../_data/preview'

interface Props {
  params: Promise<{ slug: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { category } = await find((await params).slug)
  return category ? categoryMetadata(category) : {}
}

export default async function CategoryPreview({ params }: Props) {
  const { slug } = await params
  const { preview, category } = await find(slug)
  if (!category) notFound()
  return (
    <>
      {preview && <DraftBanner name={category.name} path={categoryPath(slug)} preview={preview} />}
      <CategoryPage category={category} />
    </>
  )
}

/** The draft where this viewer may see it, else what everyone sees. */
async function find(slug: string) {
  const preview = await categoryPreview(slug)
  const drafted = preview && preview.state !== 'refused' ? preview.view : null
  return { preview, category: drafted ?? (await getCategory(slug)) }
}
