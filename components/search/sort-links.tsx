import Link from 'next/link'
import { classNames } from '@/components/ui/class-names'
import { searchPath } from '@/lib/search/rules/search-path'
import { type Sort, SORTS } from '@/lib/search/rules/sorts'
import type { Search } from '@/lib/search/schema'

const WORDS: Record<Sort, string> = {
  relevance: 'Best match',
  newest: 'Newest',
  'price-up': 'Price, low first',
  'price-down': 'Price, high first',
}

/** The orders of a search, as links to the same search in another one. */
export function SortLinks({ search }: { search: Search }) {
  return (
    <nav aria-label="Sort by" className="no-scrollbar -mx-4 overflow-x-auto px-4 md:mx-0 md:px-0">
      <ul className="flex gap-5 text-[0.9375rem] whitespace-nowrap">
        {SORTS.map((sort) => (
          <li key={sort}>
            <Link
              href={searchPath({ ...search, sort, after: null })}
              prefetch={false}
              scroll={false}
              aria-current={sort === search.sort ? 'true' : undefined}
              className={classNames(
                'block py-2.5 decoration-1 underline-offset-4 hover:underline',
                sort === search.sort ? 'underline' : 'text-muted',
              )}
            >
              {sort === 'relevance' && search.q === '' ? 'Featured' : WORDS[sort]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
