import type { Metadata } from 'next'
import { getProduct, listSlugs } from '../../_data/catalog'
import { pageGone } from '../../_data/page-gone'
import { ProductPage, productMetadata } from '../../_pages/product-page'

interface Props {
  params: Promise<{ slug: string }>
}

/** A first visit waits for the whole page, so that its status is right: 404 for nothing, 308 for what has moved. */
export const ensureStatic = 'navigation'

/** Pages made at build; those of a larger catalogue are made at their first visit, and kept. */
const BUILT = 500

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  return (await listSlugs(BUILT)).map((slug) => ({ slug }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await getProduct((await params).slug)
  return product ? productMetadata(product) : {}
}

export default async function PublicProductPage({ params }: Props) {
  const { slug } = await params
  const product = await getProduct(slug)
  if (!product) return pageGone('product', slug)
  return <ProductPage product={product} />
}
