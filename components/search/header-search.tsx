'use client'

import { Search, X } from 'lucide-react'
import Link from 'next/link'
import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { SearchBox } from './search-box'
import { useSearched } from './searched'

/** The header's search: a box on a desk; on a phone an icon that opens one as wide as the screen. */
export function HeaderSearch() {
  const searched = useSearched()
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLAnchorElement>(null)
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (open) input.current?.focus()
  }, [open])

  const close = () => {
    setOpen(false)
    opener.current?.focus()
  }
  const openField = (event: MouseEvent) => {
    event.preventDefault()
    setOpen(true)
  }

  return (
    <>
      <SearchBox initial={searched} className="hidden w-64 lg:block" />
      <Link
        ref={opener}
        href="/search"
        prefetch={false}
        aria-label="Search"
        onClick={openField}
        className="grid size-11 place-items-center rounded-full hover:text-accent lg:hidden"
      >
        <Search aria-hidden strokeWidth={1.5} className="size-5" />
      </Link>
      {open && (
        <div className="absolute inset-x-0 top-0 z-40 flex min-h-16 items-center gap-2 bg-paper px-4 lg:hidden">
          <SearchBox initial={searched} inputRef={input} onDone={close} className="grow" />
          <button
            type="button"
            aria-label="Close search"
            onClick={close}
            className="grid size-11 shrink-0 place-items-center rounded-full hover:text-accent"
          >
            <X aria-hidden strokeWidth={1.5} className="size-5" />
          </button>
        </div>
      )}
    </>
  )
}
