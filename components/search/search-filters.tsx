'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/lib/core/format'
import { readPriceRange, writePriceRange } from '@/lib/search/rules/price-range'
import { readSearch, searchPath } from '@/lib/search/rules/search-path'
import type { Facets, Search } from '@/lib/search/schema'
import { priceLabel } from './price-label'

interface SearchFiltersProps {
  search: Search
  facets: Facets
  /** Whether a choice shows its results at once, or waits for the button. */
  immediate: boolean
}

/** The control that was used last: the page that answers it is a new one, and the focus goes on from there. */
let lastUsed: string | undefined

/** The filters as a form: it works before, and without, what is loaded. */
export function SearchFilters({ search, facets, immediate }: SearchFiltersProps) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)

  const path = searchPath(search)
  useEffect(() => {
    if (!immediate || lastUsed === undefined) return
    const inputs = form.current?.querySelectorAll('input') ?? []
    const used = [...inputs].find((input) => nameOf(input) === lastUsed)
    // Ignores the answer when the shopper has already moved on.
    if (document.activeElement === document.body) used?.focus({ preventScroll: true })
    lastUsed = undefined
  }, [immediate, path])

  const show = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const texts = (name: string) => data.getAll(name).filter((value) => typeof value === 'string')
    const asked = readSearch(
      Object.fromEntries([...new Set(data.keys())].map((name) => [name, texts(name)] as const)),
    )
    router.push(searchPath(asked), { scroll: !immediate })
  }
  const onChange = (event: FormEvent<HTMLFormElement>) => {
    if (!immediate) return
    if (event.target instanceof HTMLInputElement) lastUsed = nameOf(event.target)
    event.currentTarget.requestSubmit()
  }

  const { categories, price, inStock, q, sort } = search
  const chosenPrice = price ? writePriceRange(price) : ''
  const bands = facets.prices.some((band) => band.price === chosenPrice)
    ? facets.prices
    : [...facets.prices, ...(price ? [{ price: chosenPrice, count: facets.total }] : [])]
  return (
    <form
      ref={form}
      key={path}
      action="/search"
      aria-label="Filters"
      onSubmit={show}
      onChange={onChange}
      className="grid gap-7"
    >
      {q && <input type="hidden" name="q" value={q} />}
      {sort !== 'relevance' && <input type="hidden" name="sort" value={sort} />}
      <Group title="Category">
        {facets.categories.map(({ slug, name, count }) => (
          <Choice
            key={slug}
            type="checkbox"
            name="category"
            value={slug}
            count={count}
            on={categories.includes(slug)}
          >
            {name}
          </Choice>
        ))}
      </Group>
      <Group title="Price">
        <Choice type="radio" name="price" value="" on={chosenPrice === ''}>
          Any price
        </Choice>
        {bands.map(({ price: band, count }) => (
          <Choice key={band} type="radio" name="price" value={band} count={count} on={band === chosenPrice}>
            {priceLabel(readPriceRange(band) ?? { from: null, below: null })}
          </Choice>
        ))}
      </Group>
      <Group title="Availability">
        <Choice type="checkbox" name="stock" value="in" count={facets.inStock} on={inStock}>
          In stock
        </Choice>
      </Group>
      {immediate ? (
        <noscript>
          <Button type="submit" tone="secondary" block>
            Show results
          </Button>
        </noscript>
      ) : (
        <Button type="submit" block>
          Show results
        </Button>
      )}
    </form>
  )
}

const nameOf = ({ name, value }: HTMLInputElement) => `${name}=${value}`

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{title}</legend>
      <div className="grid">{children}</div>
    </fieldset>
  )
}

function Choice({
  type,
  name,
  value,
  count,
  on,
  children,
}: {
  type: 'checkbox' | 'radio'
  name: string
  value: string
  count?: number
  on: boolean
  children: ReactNode
}) {
  return (
    <label className="flex min-h-11 items-center gap-3 text-[0.9375rem] hover:text-accent lg:min-h-9">
      <input
        type={type}
        name={name}
        value={value}
        defaultChecked={on}
        className="size-4.5 shrink-0 accent-(--accent)"
      />
      <span className="grow">{children}</span>
      {count !== undefined && (
        <span className="figures text-sm text-muted">
          {formatCount(count)}
          <span className="sr-only"> products</span>
        </span>
      )}
    </label>
  )
}
