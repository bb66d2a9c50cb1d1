'use client'

import { useEffect, useRef } from 'react'
import { Picture } from '@/components/catalog/picture'
import type { Photo } from '@/lib/catalog/schema'
import { SharedPhoto } from './shared-photo'

/**
 * The photographs side by side: swiped on phones, chosen by the small ones below, moved to the chosen variant's. Works as
 * a plain scroller before any script has run.
 */
export function Gallery({
  slug,
  photos,
  shownKey,
}: {
  slug: string
  photos: readonly Photo[]
  shownKey: string
}) {
  const strip = useRef<HTMLUListElement>(null)
  const show = (key: string, behavior: ScrollBehavior) => {
    const index = photos.findIndex((photo) => photo.key === key)
    const list = strip.current
    if (index >= 0 && list) list.scrollTo({ left: index * list.clientWidth, behavior })
  }
  useEffect(() => {
    const list = strip.current
    const index = photos.findIndex(({ key }) => key === shownKey)
    if (index >= 0 && list) list.scrollTo({ left: index * list.clientWidth, behavior: 'instant' })
  }, [photos, shownKey])

  return (
    <div className="grid gap-3">
      <ul
        ref={strip}
        tabIndex={0}
        aria-label="Photographs"
        className="no-scrollbar -mx-4 flex snap-x snap-mandatory overflow-x-auto md:mx-0"
      >
        {photos.length === 0 && (
          <li className="grid aspect-4/5 w-full place-content-center bg-backdrop text-muted">
            No photograph yet
          </li>
        )}
        {photos.map((photo, index) => {
          const picture = <Picture photo={photo} eager={index === 0} sizes="(width >= 64rem) 56vw, 100vw" />
          return (
            <li key={photo.key} className="w-full shrink-0 snap-center">
              {index === 0 ? <SharedPhoto slug={slug}>{picture}</SharedPhoto> : picture}
            </li>
          )
        })}
      </ul>
      {photos.length > 1 && (
        <ul className="hidden grid-cols-6 gap-3 md:grid">
          {photos.map((photo) => (
            <li key={photo.key}>
              <button
                type="button"
                aria-label={`Show photograph: ${photo.alt}`}
                onClick={() => show(photo.key, 'smooth')}
                className="block w-full"
              >
                <Picture photo={photo} alt="" sizes="8vw" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
