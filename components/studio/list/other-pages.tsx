'use client'

import { DocumentLink } from '@/components/ui/document-link'
import { Skeleton } from '@/components/ui/skeleton'
import { useCategories } from '../use-names'

/** The home page and the words of the categories. */
export function OtherPages() {
  const { categories, error } = useCategories()
  return (
    <nav aria-labelledby="other-pages" className="grid gap-3">
      <h2 id="other-pages" className="font-medium">
        Other pages
      </h2>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        <li>
          <DocumentLink href="/studio/home" className="inline-flex min-h-11 items-center link">
            Home page
          </DocumentLink>
        </li>
        {!categories && !error && (
          <li aria-hidden>
            <Skeleton className="mt-3 h-5 w-64" />
          </li>
        )}
        {categories?.map(({ id, name, products }) => (
          <li key={id}>
            <DocumentLink
              href={`/studio/category/${id}`}
              className="inline-flex min-h-11 items-center gap-1.5 link"
            >
              {name}
            </DocumentLink>{' '}
            <span className="figures text-sm text-muted">{products}</span>
          </li>
        ))}
      </ul>
    </nav>
  )
}
