'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { ListFilters } from './list-filters'
import { type ListQuery, readListQuery, writeListQuery } from './list-query'
import { NewProductDialog } from './new-product-dialog'
import { ProductRow } from './product-row'
import { useProductList } from './use-product-list'

const EVERYTHING: ListQuery = { q: '', status: null, category: null }

/** Every product there is, found by name, state and category; what is asked for stays in the address. */
export function StudioProductList({ search }: { search: string }) {
  const [query, setQuery] = useState(() => readListQuery(new URLSearchParams(search)))
  const [isMaking, setMaking] = useState(false)
  const { items, error, hasMore, isLoading, more, retry } = useProductList(query)
  const ask = (part: Partial<ListQuery>) => {
    const next = { ...query, ...part }
    setQuery(next)
    history.replaceState(null, '', `/studio${writeListQuery(next)}`)
  }
  const isFiltered = writeListQuery(query) !== ''
  return (
    <section aria-labelledby="products" className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="products" className="display-type text-title">
          Products
        </h2>
        <Button onClick={() => setMaking(true)}>New product</Button>
      </div>
      <ListFilters query={query} onChange={ask} />
      {error && (
        <Notice tone="danger" title="The products did not load">
          <p>{error.detail}</p>
          <Button tone="quiet" className="px-0" onClick={retry}>
            Try again
          </Button>
        </Notice>
      )}
      {!items && !error && <ListSkeleton />}
      {items?.length === 0 && (
        <div className="grid justify-items-center gap-4 border-y border-line py-16 text-center">
          <p className="text-muted">
            {isFiltered
              ? 'No product is like that.'
              : 'There is no product yet. The first one is a name away.'}
          </p>
          {isFiltered && (
            <Button tone="secondary" onClick={() => ask(EVERYTHING)}>
              Show all products
            </Button>
          )}
        </div>
      )}
      {items && items.length > 0 && (
        <ul className="border-t border-line" aria-busy={isLoading}>
          {items.map((item) => (
            <li key={item.id} className="border-b border-line">
              <ProductRow item={item} />
            </li>
          ))}
        </ul>
      )}
      {hasMore && (
        <div className="justify-self-center">
          <Button tone="secondary" busy={isLoading} onClick={more}>
            {isLoading ? 'Loading…' : 'Show more'}
          </Button>
        </div>
      )}
      {isMaking && <NewProductDialog onClose={() => setMaking(false)} />}
    </section>
  )
}

function ListSkeleton() {
  return (
    <div aria-busy="true" className="border-t border-line">
      <p className="sr-only">Loading the products</p>
      {Array.from({ length: 8 }, (_item, index) => (
        <div key={index} className="flex items-center gap-4 border-b border-line py-3">
          <Skeleton className="h-16 w-[3.2rem]" />
          <Skeleton className="h-5 w-48" />
          <Skeleton className="ml-auto h-5 w-24" />
        </div>
      ))}
    </div>
  )
}
