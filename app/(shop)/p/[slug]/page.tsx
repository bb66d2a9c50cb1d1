import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ProductGrid } from '@/components/catalog/product-grid'
import { ProductStage } from '@/components/catalog/product-stage'
import { serverConfig } from '@/lib/config/server'
import { getProduct, listSlugs } from '../../_data/catalog'
import { productJsonLd } from '../../_data/product-json-ld'

interface Props {
  params: Promise<{ slug: string }>
}

/** Pages made at build; those of a larger catalogue are made at their first visit, and kept. */
const BUILT = 500

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  return (await listSlugs(BUILT)).map((slug) => ({ slug }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await getProduct((await params).slug)
  if (!product) return {}
  const { slug, name, tagline, seoTitle, seoDescription, photos } = product
  const description = seoDescription ?? tagline
  return {
    title: seoTitle ?? name,
    description,
    alternates: { canonical: `/p/${slug}` },
    openGraph: { title: name, description, images: photos[0] ? [`/photos/${photos[0].key}-960.webp`] : [] },
  }
}

export default async function ProductPage({ params }: Props) {
  const product = await getProduct((await params).slug)
  if (!product) notFound()
  const { name, tagline, description, details, care, category, goesWith } = product
  return (
    <>
      <script
        type="application/ld+json"
        // The one place with markup of ours in a string; `<` is written so that no text can end the element.
        dangerouslySetInnerHTML={{ __html: productJsonLd(product, serverConfig().APP_URL) }}
      />
      <ProductStage product={product}>
        <p className="text-[1.0625rem]">{description}</p>
        <section aria-labelledby="details">
          <h2 id="details" className="font-medium">
            Details
          </h2>
          <ul className="mt-2 grid gap-1 text-muted">
            {details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="care">
          <h2 id="care" className="font-medium">
            Care
          </h2>
          <p className="mt-2 text-muted">{care}</p>
        </section>
      </ProductStage>
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
