import type { Metadata } from 'next'
import { ProductGrid } from '@/components/catalog/product-grid'
import { ProductStage } from '@/components/catalog/product-stage'
import { RichText } from '@/components/catalog/rich-text'
import type { ShownProduct } from '@/components/catalog/shown'
import { StockRevisions } from '@/components/catalog/stock-revisions'
import { JsonLd } from '@/components/shop/json-ld'
import { serverConfig } from '@/lib/config/shop/server'
import { productPath } from '@/lib/core/paths'
import { pageRevision } from '@/lib/revalidation/rules/page-revision'
import { productJsonLd } from '../_data/product-json-ld'

export function productMetadata({
  slug,
  name,
  tagline,
  seoTitle,
  seoDescription,
  photos,
}: ShownProduct): Metadata {
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
  }
}

/** A product's page, the public one and its preview alike. A draft can't be bought. */
export function ProductPage({ product, isDraft = false }: { product: ShownProduct; isDraft?: boolean }) {
  const { id, version, name, tagline, body, details, care, category, goesWith, stock } = product
  return (
    <>
      <JsonLd json={productJsonLd(product, serverConfig().APP_URL)} />
      <div data-revision={pageRevision(id, version)}>
        <StockRevisions stock={stock} />
        <ProductStage product={product} isDraft={isDraft}>
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
