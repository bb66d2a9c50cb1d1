'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { formatUnits } from '@/lib/core/format'
import { MAX_QUERY_LENGTH, normalizeQuery } from '@/lib/search/rules/normalize-query'
import { readSearch, searchPath } from '@/lib/search/rules/search-path'
import { SuggestionList } from './suggestion-list'
import { useSuggestions } from './use-suggestions'

interface SearchBoxProps {
  /** What is in the box until one types, and again whenever it changes. */
  initial: string
  className?: string
  inputRef?: Ref<HTMLInputElement>
  /** after the shopper went somewhere, or left an empty box by Escape */
  onDone?: () => void
}

/**
 * The search field: a form that works before anything is loaded, and a combobox with a list of suggestions (WAI-ARIA APG)
 * once it is. Arrows choose, Enter goes to the choice or to all results, Escape closes the list, then empties the box.
 */
export function SearchBox({ initial, className, inputRef, onDone }: SearchBoxProps) {
  const router = useRouter()
  const listId = useId()
  const [typed, setTyped] = useState(initial)
  const [given, setGiven] = useState(initial)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  if (given !== initial) {
    setGiven(initial)
    setTyped(initial)
  }
  const form = useRef<HTMLFormElement>(null)
  // What was typed before the page was alive is kept.
  useEffect(() => {
    const field = form.current?.elements.namedItem('q')
    if (field instanceof HTMLInputElement && field.value !== '') setTyped(field.value)
  }, [])
  const suggestions = useSuggestions(typed, open)
  const shown = open && suggestions.length > 0
  const chosen = shown ? suggestions[active] : undefined

  const close = () => {
    setOpen(false)
    setActive(-1)
  }
  const go = (href: string) => {
    close()
    onDone?.()
    router.push(href)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const q = new FormData(event.currentTarget).get('q')
    go(chosen ? chosen.href : searchPath(readSearch({ q: typeof q === 'string' ? q : typed })))
  }
  const move = (by: 1 | -1) => {
    if (!shown) return setOpen(true)
    // One place more than there are suggestions: the box itself, with what was typed.
    const places = suggestions.length + 1
    setActive(((active + 1 + by + places) % places) - 1)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      move(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (shown) return close()
      if (typed === '') onDone?.()
      setTyped('')
    } else if (event.key === 'Tab') close()
  }

  return (
    <form
      ref={form}
      role="search"
      action="/search"
      onSubmit={submit}
      className={classNames('relative', className)}
    >
      <div className="flex items-center rounded-full border border-control bg-surface outline-offset-2 outline-accent hover:border-ink has-[input:focus-visible]:outline-2">
        <input
          ref={inputRef}
          type="text"
          name="q"
          inputMode="search"
          enterKeyHint="search"
          role="combobox"
          aria-label="Search the shop"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={listId}
          aria-activedescendant={chosen && `${listId}-${active}`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={MAX_QUERY_LENGTH}
          placeholder="Search"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
            setActive(-1)
            setOpen(true)
          }}
          onKeyDown={onKeyDown}
          onBlur={close}
          className="min-h-10 w-full min-w-0 rounded-full bg-transparent pl-4 text-base outline-none placeholder:text-muted"
        />
        <button
          type="submit"
          aria-label="Search"
          className="grid size-10 shrink-0 place-items-center rounded-full hover:text-accent"
        >
          <Search aria-hidden strokeWidth={1.5} className="size-4.5" />
        </button>
      </div>
      <SuggestionList
        id={listId}
        open={shown}
        suggestions={suggestions}
        typed={normalizeQuery(typed)}
        active={active}
        onHover={setActive}
        onChoose={({ href }) => go(href)}
      />
      <p role="status" className="sr-only">
        {open && normalizeQuery(typed) !== ''
          ? suggestions.length === 0
            ? 'No suggestions'
            : formatUnits(suggestions.length, 'suggestion')
          : ''}
      </p>
    </form>
  )
}
