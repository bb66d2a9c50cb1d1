'use client'

import { useEffect, useState } from 'react'
import { SelectField } from '@/components/ui/select-field'
import { TextField } from '@/components/ui/text-field'
import { useCategories } from '../use-names'
import type { ListQuery, StatusFilter } from './list-query'

const QUIET_MS = 250

const STATUSES: readonly { value: StatusFilter; label: string }[] = [
  { value: 'ACTIVE', label: 'Live' },
  { value: 'CHANGED', label: 'With changes to publish' },
  { value: 'DRAFT', label: 'Not published yet' },
  { value: 'ARCHIVED', label: 'Archived' },
]

interface ListFiltersProps {
  query: ListQuery
  onChange: (part: Partial<ListQuery>) => void
}

export function ListFilters({ query, onChange }: ListFiltersProps) {
  const { categories = [] } = useCategories()
  return (
    <form
      role="search"
      onSubmit={(event) => event.preventDefault()}
      className="grid gap-4 sm:grid-cols-2 md:grid-cols-[minmax(0,1fr)_14rem_14rem]"
    >
      <SearchInput value={query.q} onChange={(q) => onChange({ q })} />
      <SelectField
        label="Status"
        value={query.status ?? ''}
        onChange={(event) =>
          onChange({ status: STATUSES.find(({ value }) => value === event.target.value)?.value ?? null })
        }
      >
        <option value="">All</option>
        {STATUSES.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Category"
        value={query.category ?? ''}
        onChange={(event) => onChange({ category: event.target.value || null })}
      >
        <option value="">All</option>
        {categories.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </form>
  )
}

/** Asks after a short pause, so that a word is one question. */
function SearchInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState({ text: value, value })
  if (typed.value !== value) setTyped({ text: value, value })
  const { text } = typed
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onChange(text), QUIET_MS)
    return () => clearTimeout(timer)
  })
  return (
    <TextField
      className="sm:col-span-2 md:col-span-1"
      label="Search"
      type="search"
      placeholder="Name or SKU"
      autoComplete="off"
      maxLength={80}
      value={text}
      onChange={(event) => setTyped({ text: event.target.value, value })}
    />
  )
}
