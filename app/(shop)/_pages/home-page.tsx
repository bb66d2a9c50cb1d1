import type { Metadata } from 'next'
import Link from 'next/link'
import { Picture } from '@/components/catalog/picture'
import { ProductGrid } from '@/components/catalog/product-grid'
import { JsonLd } from '@/components/shop/json-ld'
import { LinkButton } from '@/components/ui/link-button'
import { SHOWN_AS_NEWEST } from '@/lib/catalog/schema'
import { serverConfig } from '@/lib/config/shop/server'
import { categoryPath, HOME_PATH } from '@/lib/core/paths'
import type { HomeDraft } from '@/lib/publishing/schema'
import { categorySubject, HOME_SUBJECT, pageRevision } from '@/lib/revalidation/rules/page-revision'
import { listCategories, listProducts } from '../_data/catalog'
import { heroOf } from '../_data/home'
import { shopJsonLd } from '../_data/shop-json-ld'

export interface ShownHome {
  content: HomeDraft
  /** the published revision */
  version: number
}

export function homeMetadata({ content }: ShownHome): Metadata {
  const hero = heroOf(content.heroKey)
  return {
    alternates: { canonical: HOME_PATH },
    openGraph: {
      description: content.text,
      url: HOME_PATH,
      ...(hero && { images: [{ url: `/photos/${hero.key}-960.webp`, alt: hero.alt }] }),
    },
  }
}

/** The home page, the public one and its preview alike. */
export async function HomePage({ home }: { home: ShownHome }) {
  const [products, categories] = await Promise.all([
    listProducts({ limit: SHOWN_AS_NEWEST }),
    listCategories(),
  ])
  const faces = await Promise.all(categories.map(({ id }) => listProducts({ categoryId: id, limit: 1 })))
  const { headline, text, heroKey, linkLabel, linkHref } = home.content
  const hero = heroOf(heroKey)
  return (
    <>
      <JsonLd json={shopJsonLd(serverConfig().APP_URL)} />
      <section
        data-revision={pageRevision(HOME_SUBJECT, home.version)}
        className="shell grid items-center gap-8 py-6 md:grid-cols-12 md:py-10"
      >
        <div className="order-2 md:order-1 md:col-span-4">
          <h1 className="display-type text-display text-balance">{headline}</h1>
          <p className="mt-5 max-w-sm text-lg text-muted">{text}</p>
          <LinkButton href={linkHref} size="lg" className="mt-8">
            {linkLabel}
          </LinkButton>
        </div>
        {hero && (
          <Picture
            photo={hero}
            eager
            sizes="(width >= 48rem) 66vw, 100vw"
            className="order-1 -mx-4 md:order-2 md:col-span-8 md:mx-0"
          />
        )}
      </section>

      <section aria-labelledby="newest" className="shell py-10">
        <h2 id="newest" className="display-type text-title">
          Newest
        </h2>
        <ProductGrid products={products} className="mt-8" />
      </section>

      <section aria-labelledby="rooms" className="shell py-10">
        <h2 id="rooms" className="display-type text-title">
          By category
        </h2>
        <ul className="mt-8 grid grid-cols-2 gap-4 md:grid-cols-5 md:gap-6">
          {categories.map(({ id, slug, name, version }, index) => {
            const face = faces[index]?.[0]
            const photo = face?.photos[0]
            return (
              <li key={slug} data-revision={pageRevision(categorySubject(id), version)}>
                <Link href={categoryPath(slug)} prefetch={false} className="group block">
                  {photo && (
                    <span className="block" data-revision={pageRevision(face.id, face.version)}>
                      <Picture photo={photo} alt="" sizes="(width >= 48rem) 18vw, 45vw" />
                    </span>
                  )}
                  <span className="mt-3 block font-medium group-hover:text-accent">{name}</span>
                </Link>
              </li>
            )
          })}
        </ul>
      </section>
    </>
  )
}
