import { LinkButton } from '@/components/ui/link-button'
import { searchPath } from '@/lib/search/rules/search-path'
import type { Search } from '@/lib/search/schema'

/** The way on through the results, and back to their beginning; crawlers are told of what comes next. */
export function ResultPages({ search, nextCursor }: { search: Search; nextCursor: string | null }) {
  if (search.after === null && nextCursor === null) return null
  const next = searchPath({ ...search, after: nextCursor })
  return (
    <nav aria-label="Pages of results" className="mt-14 flex flex-wrap items-center justify-center gap-4">
      {search.after !== null && (
        <LinkButton href={searchPath({ ...search, after: null })} prefetch={false} tone="quiet">
          First page
        </LinkButton>
      )}
      {nextCursor !== null && (
        <>
          <link rel="next" href={next} />
          <LinkButton href={next} rel="next" prefetch={false} tone="secondary" size="lg">
            Next page
          </LinkButton>
        </>
      )}
    </nav>
  )
}
