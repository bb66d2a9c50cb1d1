import type { Metadata } from 'next'
import { ProductGrid } from '@/components/catalog/product-grid'
import { ProductStage } from '@/components/catalog/product-stage'
import { RichText } from '@/components/catalog/rich-text'
import { StockRevisions } from '@/components/catalog/stock-revisions'
import { DraftBanner } from '@/components/preview/draft-banner'
import { JsonLd } from '@/components/shop/json-ld'
import { serverConfig } from '@/lib/config/server'
import { productPath } from '@/lib/core/paths'
import { pageRevision } from '@/lib/revalidation/rules/page-revision'
import { getProduct, listSlugs } from '../../_data/catalog'
import { pageGone } from '../../_data/page-gone'
import { productPreview } from '../../_data/preview'
import { productJsonLd } from '../../_data/product-json-ld'

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
  const { preview, product } = await find((await params).slug)
  if (!product) return {}
  const { slug, name, tagline, seoTitle, seoDescription, photos } = product
  const description = seoDescription ?? tagline
  return {
    title: seoTitle ?? name,
    description,
    alternates: { canonical: productPath(slug) },
    openGraph: {
      title: seoTitle ?? name,
      description,
      url: productPath(slug),
      images: photos.slice(0, 1).map(({ key, width, height, alt }) => ({
        url: `/photos/${key}-960.webp`,
        width: 960,
        height: Math.round((960 * height) / width),
        alt,
      })),
    },
    ...(preview && { robots: { index: false, follow: false } }),
  }
}

export default async function ProductPage({ params }: Props) {
  const { slug } = await params
  const { preview, product } = await find(slug)
  if (!product) return pageGone('product', slug)
  const { id, version, name, tagline, body, details, care, category, goesWith, stock } = product
  return (
    <>
      {preview && <DraftBanner name={name} path={productPath(slug)} preview={preview} />}
      <JsonLd json={productJsonLd(product, serverConfig().APP_URL)} />
      <div data-revision={pageRevision(id, version)}>
        <StockRevisions stock={stock} />
        <ProductStage product={product} isDraft={preview?.state === 'draft'}>
          <RichText text={body} />
          {details.length > 0 && (
            <section aria-labelledby="details">
              <h2 id="details" className="font-medium">
                Details
              </h2>
              <ul className="mt-2 grid gap-1 text-muted">
                {details.map((detail, index) => (
                  <li key={index}>{detail}</li>
                ))}
              </ul>
            </section>
          )}
          {care && (
            <section aria-labelledby="care">
              <h2 id="care" className="font-medium">
                Care
              </h2>
              <p className="mt-2 text-muted">{care}</p>
            </section>
          )}
        </ProductStage>
      </div>
      {goesWith.length > 0 && (
        <section aria-labelledby="goes-with" className="shell pt-16">
          <h2 id="goes-with" className="display-type text-title">
            Goes with the {name}
          </h2>
          <ProductGrid products={goesWith} className="mt-8" />
        </section>
      )}
      <p className="sr-only">
        {tagline} In {category.name}.
      </p>
    </>
  )
}

/** What everyone sees; in a preview, the draft of whoever may see it. */
async function find(slug: string) {
  const preview = await productPreview(slug)
  const drafted = preview && preview.state !== 'refused' ? preview.view : null
  return { preview, product: drafted ?? (await getProduct(slug)) }
}
