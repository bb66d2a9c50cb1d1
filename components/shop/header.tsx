import Link from 'next/link'
import { CartButton } from '@/components/cart/cart-button'
import { HeaderSearch } from '@/components/search/header-search'
import type { CategoryLink } from '@/lib/catalog/schema'
import { categoryPath } from '@/lib/core/paths'

/** Wordmark, categories, search, cart. On phones and tablets the categories scroll in a row of their own. */
export function ShopHeader({ categories }: { categories: readonly CategoryLink[] }) {
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-paper/95 backdrop-blur-sm">
      <div className="shell flex min-h-16 items-center justify-between gap-6">
        <Link href="/" className="display-type text-2xl">
          Fiftyone
        </Link>
        <CategoryNav categories={categories} className="hidden xl:flex" label="Categories" />
        <div className="flex items-center gap-1 lg:gap-4">
          <HeaderSearch />
          <CartButton />
        </div>
      </div>
      <CategoryNav
        categories={categories}
        className="no-scrollbar flex overflow-x-auto border-t border-line px-4 md:px-6 xl:hidden"
        label="Categories"
      />
    </header>
  )
}

function CategoryNav({
  categories,
  className,
  label,
}: {
  categories: readonly CategoryLink[]
  className: string
  label: string
}) {
  return (
    <nav aria-label={label} className={className}>
      <ul className="flex gap-6 whitespace-nowrap">
        {categories.map(({ slug, name }) => (
          <li key={slug}>
            <Link
              href={categoryPath(slug)}
              prefetch={false}
              className="block py-3 text-[0.9375rem] decoration-1 underline-offset-4 hover:underline"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
