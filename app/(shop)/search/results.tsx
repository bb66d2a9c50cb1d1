import { ChevronDown } from 'lucide-react'
import { headers } from 'next/headers'
import { connection } from 'next/server'
import { ProductGrid } from '@/components/catalog/product-grid'
import { NothingFound, NothingLeft } from '@/components/search/nothing-found'
import { ResultPages } from '@/components/search/result-pages'
import { SearchBox } from '@/components/search/search-box'
import { SearchFilters } from '@/components/search/search-filters'
import { SearchedFor } from '@/components/search/searched-for'
import { SortLinks } from '@/components/search/sort-links'
import { LinkButton } from '@/components/ui/link-button'
import { AppError } from '@/lib/core/errors'
import { formatCount, formatUnits } from '@/lib/core/format'
import { clientAddress } from '@/lib/http/client-address'
import { enforceLimit } from '@/lib/http/shop/rate-limit'
import { placeOf } from '@/lib/search/rules/cursor'
import { readSearch, searchPath } from '@/lib/search/rules/search-path'
import type { Search } from '@/lib/search/schema'
import { listCategories } from '../_data/catalog'
import { countFacets, findNearest, searchProducts } from '../_data/search'

export interface SearchPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function Results({ searchParams }: SearchPageProps) {
  const search = readSearch(await searchParams)
  const refusal = await refusalOf(search)
  return (
    <>
      <SearchedFor q={search.q} />
      <SearchBox initial={search.q} className="mb-6 lg:hidden" />
      {refusal ? <Refused refusal={refusal} search={search} /> : <Found search={search} />}
    </>
  )
}

/** A page of results costs as much as an answer of the API, and has the same limit. */
async function refusalOf(search: Search): Promise<string | null> {
  if (!placeOf(search).ok) return 'This page of results is not there any more.'
  // Next also renders this page ahead for links to it, where nothing may be counted: no clock runs there.
  await connection()
  const address = clientAddress({ headers: await headers() })
  try {
    if (address) await enforceLimit('search', address)
    return null
  } catch (error) {
    if (error instanceof AppError) return `That was a lot of searching. ${error.detail}`
    throw error
  }
}

function Refused({ refusal, search }: { refusal: string; search: Search }) {
  return (
    <div className="grid justify-items-start gap-5 py-8">
      <h1 className="display-type text-title">No results to show</h1>
      <p className="text-muted">{refusal}</p>
      <LinkButton href={searchPath({ ...search, after: null })} prefetch={false} tone="secondary">
        Show the first page
      </LinkButton>
    </div>
  )
}

async function Found({ search }: { search: Search }) {
  const asked = { ...search, q: search.q.toLowerCase() }
  const { q, categories, price, inStock } = asked
  const facetsOf = (meant: string) => countFacets({ q: meant, categories, price, inStock })
  const [{ items, meant, nextCursor }, asTyped] = await Promise.all([searchProducts(asked), facetsOf(q)])
  const facets = meant === null ? asTyped : await facetsOf(meant)
  const cleared = searchPath({ ...search, categories: [], price: null, inStock: false, after: null })
  if (facets.unfiltered === 0) {
    const [nearest, rooms] = await Promise.all([findNearest(asked.q), listCategories()])
    return <NothingFound q={search.q} nearest={nearest} categories={rooms} />
  }
  const filters = search.categories.length + (search.price ? 1 : 0) + (search.inStock ? 1 : 0)
  return (
    <>
      <h1 className="display-type text-title">{search.q ? `“${meant ?? search.q}”` : 'Everything'}</h1>
      {meant !== null && (
        <p className="mt-2 text-muted">
          No results for “{search.q}”. This is what we have for “{meant}”.
        </p>
      )}
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-8">
        <p role="status" className="figures text-muted">
          {formatUnits(facets.total, 'product')}
        </p>
        <SortLinks search={search} />
      </div>
      <div className="mt-4 grid items-start gap-x-12 lg:mt-8 lg:grid-cols-[13rem_1fr]">
        <aside aria-label="Filters">
          <details className="group mb-8 border-y border-line lg:hidden">
            <summary className="flex min-h-12 items-center justify-between font-medium">
              Filters
              <span className="figures flex items-center gap-3 text-sm font-normal text-muted">
                {filters > 0 && `${formatCount(filters)} on`}
                <ChevronDown aria-hidden strokeWidth={1.5} className="size-5 group-open:rotate-180" />
              </span>
            </summary>
            <div className="pt-2 pb-6">
              <SearchFilters search={search} facets={facets} immediate={false} />
            </div>
          </details>
          <div className="hidden lg:sticky lg:top-24 lg:block">
            <SearchFilters search={search} facets={facets} immediate />
          </div>
          {filters > 0 && (
            <LinkButton href={cleared} prefetch={false} tone="quiet" className="mb-6 px-0 lg:mt-4">
              Clear the filters
            </LinkButton>
          )}
        </aside>
        <section aria-label="Results">
          {items.length > 0 ? (
            <ProductGrid products={items} shared />
          ) : (
            <NothingLeft count={facets.unfiltered} clearHref={cleared} />
          )}
          <ResultPages search={search} nextCursor={nextCursor} />
        </section>
      </div>
    </>
  )
}
