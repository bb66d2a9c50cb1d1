import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getProduct } from '@/app/(shop)/_data/catalog'
import { ProductPage, productMetadata } from '@/app/(shop)/_pages/product-page'
import { DraftBanner } from '@/components/preview/draft-banner'
import { productPath } from '@/lib/core/paths'
import { productPreview } from '../../../_data/preview'

interface Props {
  params: Promise<{ slug: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { product } = await find((await params).slug)
  return product ? productMetadata(product) : {}
}

export default async function ProductPreview({ params }: Props) {
  const { slug } = await params
  const { preview, product } = await find(slug)
  if (!product) notFound()
  return (
    <>
      {preview && <DraftBanner name={product.name} path={productPath(slug)} preview={preview} />}
      <ProductPage product={product} isDraft={preview?.state === 'draft'} />
    </>
  )
}

/** The draft where this viewer may see it, else what everyone sees. */
async function find(slug: string) {
  const preview = await productPreview(slug)
  const drafted = preview && preview.state !== 'refused' ? preview.view : null
  return { preview, product: drafted ?? (await getProduct(slug)) }
}
