import Link from 'next/link'
import { ProductGrid } from '@/components/catalog/product-grid'
import { LinkButton } from '@/components/ui/link-button'
import type { CategoryLink, ProductCard } from '@/lib/catalog/schema'
import { formatUnits } from '@/lib/core/format'
import { categoryPath } from '@/lib/core/paths'

interface NothingFoundProps {
  q: string
  nearest: { items: readonly ProductCard[]; related: boolean }
  categories: readonly CategoryLink[]
}

/** For a query that is in no product: what comes near, and the shop's rooms. */
export function NothingFound({ q, nearest, categories }: NothingFoundProps) {
  return (
    <>
      <h1 className="display-type text-title">No results for “{q}”</h1>
      <p className="mt-3 max-w-prose text-muted">
        We make few things. Try a word for what it is, such as lamp or bowl, or look through a category.
      </p>
      <ul className="mt-6 flex flex-wrap gap-2">
        {categories.map(({ slug, name }) => (
          <li key={slug}>
            <LinkButton href={categoryPath(slug)} prefetch={false} tone="secondary">
              {name}
            </LinkButton>
          </li>
        ))}
      </ul>
      {nearest.items.length > 0 && (
        <section aria-labelledby="nearest" className="mt-14">
          <h2 id="nearest" className="display-type text-heading">
            {nearest.related ? 'What comes near' : 'In the meantime'}
          </h2>
          <ProductGrid products={nearest.items} className="mt-6" />
        </section>
      )}
      <p className="mt-10">
        <Link href="/search" prefetch={false} className="link">
          See everything
        </Link>
      </p>
    </>
  )
}

/** For filters that leave nothing of what a query finds. */
export function NothingLeft({ count, clearHref }: { count: number; clearHref: string }) {
  return (
    <div className="grid justify-items-start gap-5 py-8">
      <p className="text-lg">
        {count === 1 ? 'One product would fit' : `${formatUnits(count, 'product')} would fit`}, but not with
        these filters.
      </p>
      <LinkButton href={clearHref} prefetch={false} tone="secondary">
        Clear the filters
      </LinkButton>
    </div>
  )
}
