'use client'

import { useEffect } from 'react'
import { setSearched } from './searched'

/** Put on a page of results: the search box in the header shows what was searched for while this is in view. */
export function SearchedFor({ q }: { q: string }) {
  useEffect(() => {
    setSearched(q)
    return () => setSearched('')
  }, [q])
  return null
}
