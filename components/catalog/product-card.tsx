import Link from 'next/link'
import { Picture } from '@/components/catalog/picture'
import { formatMoney } from '@/lib/core/format'
import { productPath } from '@/lib/core/paths'
import { pageRevision } from '@/lib/revalidation/rules/page-revision'
import { SharedPhoto } from './shared-photo'
import type { ListedCard } from './shown'
import { StockNote } from './stock-note'

/** Photograph, name, price, and a word when there are few left. */
export function ProductCard({ product, eager }: { product: ListedCard; eager: boolean }) {
  const {
    id,
    version,
    slug,
    name,
    tagline,
    priceFrom,
    priceTo,
    currency,
    photos,
    variants,
    stock = [],
  } = product
  const price = formatMoney({ amount: priceFrom, currency })
  return (
    <Link
      href={productPath(slug)}
      prefetch={false}
      className="group block"
      data-revision={pageRevision(id, version)}
    >
      {photos[0] && (
        <SharedPhoto slug={slug}>
          <Picture
            photo={photos[0]}
            eager={eager}
            sizes="(width >= 64rem) 24vw, (width >= 48rem) 32vw, 48vw"
            imgClassName="transition-transform duration-300 group-hover:scale-[1.02] motion-reduce:transition-none"
          />
        </SharedPhoto>
      )}
      <span className="mt-3 block md:flex md:items-baseline md:justify-between md:gap-4">
        <span className="block font-medium group-hover:text-accent">{name}</span>
        <span className="figures block text-[0.9375rem] whitespace-nowrap">
          {priceTo > priceFrom ? `from ${price}` : price}
        </span>
      </span>
      <span className="mt-0.5 block text-sm text-muted">{tagline}</span>
      <StockNote
        skus={variants.map(({ sku }) => sku)}
        wasSoldOut={stock.length > 0 && stock.every(({ inStock }) => !inStock)}
      />
    </Link>
  )
}
