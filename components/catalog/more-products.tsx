'use client'

import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { ask, asProblem } from '@/components/api-client/problem'
import { SearchAnswerShape } from '@/components/search/search-shapes'
import { LinkButton } from '@/components/ui/link-button'
import type { ProductCard } from '@/lib/catalog/schema'
import { formatUnits } from '@/lib/core/format'
import { searchParams, searchPath } from '@/lib/search/rules/search-path'
import type { Search } from '@/lib/search/schema'
import { ProductGrid } from './product-grid'

/**
 * What comes after the first page of a list that was made for everyone: fetched when it is asked for, and added below.
 * The link leads to the same products as a page of their own, for browsers without scripts and for new tabs.
 */
export function MoreProducts({ search, cursor }: { search: Search; cursor: string }) {
  const [pages, setPages] = useState<ProductCard[][]>([])
  const [next, setNext] = useState<string | null>(cursor)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const newest = useRef<HTMLDivElement>(null)
  const further = { ...search, after: next }

  // A keyboard goes on where the new ones begin.
  useEffect(() => {
    if (pages.length > 0) newest.current?.querySelector('a')?.focus({ preventScroll: true })
  }, [pages.length])

  const show = async (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = await ask({ url: `/api/search?${searchParams(further)}`, schema: SearchAnswerShape })
      setPages([...pages, answer.items])
      setNext(answer.nextCursor)
    } catch (thrown) {
      setProblem(asProblem(thrown).detail)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      {pages.map((products, index) => (
        <div
          key={products[0]?.slug ?? index}
          ref={index === pages.length - 1 ? newest : null}
          className="mt-10"
        >
          <ProductGrid products={products} />
        </div>
      ))}
      <p role="status" className="sr-only">
        {!busy && pages.length > 0 ? formatUnits(pages.at(-1)?.length ?? 0, 'more product') : ''}
      </p>
      {next !== null && (
        <div className="mt-14 grid justify-items-center gap-3">
          {problem && (
            <p role="alert" className="font-medium text-danger">
              {problem}
            </p>
          )}
          <LinkButton
            href={searchPath(further)}
            rel="next"
            prefetch={false}
            tone="secondary"
            size="lg"
            aria-busy={busy}
            onClick={(event) => void show(event)}
          >
            Show more
          </LinkButton>
        </div>
      )}
    </>
  )
}
