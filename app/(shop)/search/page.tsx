import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ResultsSkeleton } from '@/components/search/results-skeleton'
import { readSearch } from '@/lib/search/rules/search-path'
import { Results, type SearchPageProps } from './results'

export async function generateMetadata({ searchParams }: SearchPageProps): Promise<Metadata> {
  const { q } = readSearch(await searchParams)
  // Pages of results are many and say nothing of their own; what they link to is what should be found.
  return { title: q ? `“${q}”` : 'Search', robots: { index: false, follow: true } }
}

/**
 * What streams in arrives in a hidden element that a script puts in its place. Without scripts it is shown where it is,
 * after the page's frame, and the frame makes room. Of two important rules the one in the earlier layer wins, and
 * Tailwind's own [hidden] is in `base`.
 */
const WITHOUT_SCRIPTS =
  '@layer theme{[hidden][id^="S:"]{display:block!important}}#results-skeleton,footer{display:none}'

/** A frame made at build, and in it, when someone asks, the results. */
export default function SearchPage({ searchParams }: SearchPageProps) {
  return (
    <div className="shell py-8 md:py-10">
      <noscript>
        <style>{WITHOUT_SCRIPTS}</style>
      </noscript>
      <Suspense fallback={<ResultsSkeleton />}>
        <Results searchParams={searchParams} />
      </Suspense>
    </div>
  )
}
