import Link from 'next/link'
import { DocumentLink } from '@/components/ui/document-link'
import type { CategoryLink } from '@/lib/catalog/schema'
import { categoryPath } from '@/lib/core/paths'

export function ShopFooter({ categories }: { categories: readonly CategoryLink[] }) {
  return (
    <footer className="mt-24 border-t border-line">
      <div className="shell grid gap-10 py-12 sm:grid-cols-3">
        <div>
          <p className="display-type text-heading">Fiftyone</p>
          <p className="mt-2 max-w-xs text-sm text-muted">
            Objects for the home: few, well made, and honestly counted. What you see in stock is what is
            there.
          </p>
        </div>
        <nav aria-label="Shop">
          <h2 className="text-sm font-medium">Shop</h2>
          <ul className="mt-2 grid gap-1 text-sm text-muted">
            {categories.map(({ slug, name }) => (
              <li key={slug}>
                <Link href={categoryPath(slug)} prefetch={false} className="inline-block py-1 hover:text-ink">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <nav aria-label="Yours">
          <h2 className="text-sm font-medium">Yours</h2>
          <ul className="mt-2 grid gap-1 text-sm text-muted">
            <li>
              <DocumentLink href="/cart" className="inline-block py-1 hover:text-ink">
                Your cart
              </DocumentLink>
            </li>
            <li>
              <DocumentLink href="/account" className="inline-block py-1 hover:text-ink">
                Your orders
              </DocumentLink>
            </li>
          </ul>
          <p className="mt-4 text-sm text-muted">
            Free standard shipping from $150. Dispatched within one working day.
          </p>
        </nav>
      </div>
    </footer>
  )
}
