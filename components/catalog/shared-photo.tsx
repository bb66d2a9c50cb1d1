import { type ReactNode, ViewTransition } from 'react'
import type {} from 'react/experimental'

/**
 * A product's first photograph, on its card and on its page: the one becomes the other when a click leads there. A browser
 * that can't, and a person who does not want motion, sees the next page at once.
 */
export function SharedPhoto({ slug, children }: { slug: string; children: ReactNode }) {
  return (
    <ViewTransition name={`photo-${slug}`} share="photo" default="none">
      {children}
    </ViewTransition>
  )
}
