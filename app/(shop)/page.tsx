import type { Metadata } from 'next'
import Link from 'next/link'
import { ProductGrid } from '@/components/catalog/product-grid'
import { DraftBanner } from '@/components/preview/draft-banner'
import { JsonLd } from '@/components/shop/json-ld'
import { LinkButton } from '@/components/ui/link-button'
import { Picture } from '@/components/catalog/picture'
import { SHOWN_AS_NEWEST } from '@/lib/catalog/schema'
import { serverConfig } from '@/lib/config/server'
import { categoryPath } from '@/lib/core/paths'
import { categorySubject, HOME_SUBJECT, pageRevision } from '@/lib/revalidation/rules/page-revision'
import { listCategories, listProducts } from './_data/catalog'
import { getHome, heroOf } from './_data/home'
import { homePreview } from './_data/preview'
import { shopJsonLd } from './_data/shop-json-ld'

export async function generateMetadata(): Promise<Metadata> {
  const { preview, home } = await find()
  const hero = heroOf(home.content.heroKey)
  return {
    alternates: { canonical: '/' },
    openGraph: {
      description: home.content.text,
      url: '/',
      ...(hero && { images: [{ url: `/photos/${hero.key}-960.webp`, alt: hero.alt }] }),
    },
    ...(preview && { robots: { index: false, follow: false } }),
  }
}

export default async function HomePage() {
  const [{ preview, home }, products, categories] = await Promise.all([
    find(),
    listProducts({ limit: SHOWN_AS_NEWEST }),
    listCategories(),
  ])
  const faces = await Promise.all(categories.map(({ id }) => listProducts({ categoryId: id, limit: 1 })))
  const { headline, text, heroKey, linkLabel, linkHref } = home.content
  const hero = heroOf(heroKey)
  return (
    <>
      {preview && <DraftBanner name="the home page" path="/" preview={preview} />}
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

/** What everyone sees; in a preview, the draft for whoever may see it. */
async function find() {
  const [preview, home] = await Promise.all([homePreview(), getHome()])
  return { preview, home: preview?.state === 'draft' ? { ...home, content: preview.view } : home }
}
