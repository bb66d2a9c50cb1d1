import type { Metadata } from 'next'
import Link from 'next/link'
import { ProductGrid } from '@/components/catalog/product-grid'
import { LinkButton } from '@/components/ui/link-button'
import { Picture } from '@/components/ui/picture'
import { Photo, SHOWN_AS_NEWEST } from '@/lib/catalog/schema'
import photos from '@/prisma/seed/photos.json'
import { listCategories, listProducts } from './_data/catalog'

export const metadata: Metadata = { alternates: { canonical: '/' } }

const HERO = Photo.parse(photos.find(({ key }) => key === 'home-hero'))

export default async function HomePage() {
  const [products, categories] = await Promise.all([
    listProducts({ limit: SHOWN_AS_NEWEST }),
    listCategories(),
  ])
  const faces = await Promise.all(categories.map(({ id }) => listProducts({ categoryId: id, limit: 1 })))
  return (
    <>
      <section className="shell grid items-center gap-8 py-6 md:grid-cols-12 md:py-10">
        <div className="order-2 md:order-1 md:col-span-4">
          <h1 className="display-type text-display">Few things, well made.</h1>
          <p className="mt-5 max-w-sm text-lg text-muted">
            Objects for the home, and an honest count of how many are left.
          </p>
          <LinkButton href={`/c/${categories[0]?.slug ?? ''}`} size="lg" className="mt-8">
            {`See ${categories[0]?.name.toLowerCase() ?? 'everything'}`}
          </LinkButton>
        </div>
        <Picture
          photo={HERO}
          eager
          sizes="(width >= 48rem) 66vw, 100vw"
          className="order-1 -mx-4 md:order-2 md:col-span-8 md:mx-0"
        />
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
          {categories.map(({ slug, name }, index) => {
            const photo = faces[index]?.[0]?.photos[0]
            return (
              <li key={slug}>
                <Link href={`/c/${slug}`} prefetch={false} className="group block">
                  {photo && <Picture photo={photo} alt="" sizes="(width >= 48rem) 18vw, 45vw" />}
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
