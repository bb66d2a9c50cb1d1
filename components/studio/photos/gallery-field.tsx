'use client'

import { ArrowDown, ArrowUp, GripVertical, ImagePlus, Trash2 } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Picture } from '@/components/catalog/picture'
import type { Photo } from '@/lib/catalog/schema'
import { useField } from '../field-state'
import { IconButton } from '../fields/icon-button'
import { moved, replaced, without } from '../fields/list-moves'
import { TextInput } from '../fields/text-input'
import { LibraryDialog } from './library-dialog'

const MOST = 12

interface GalleryFieldProps {
  images: readonly Photo[]
  onChange: (images: Photo[]) => void
}

/** A page's photographs in order, by drag or by buttons; each with words for who cannot see it. */
export function GalleryField({ images, onChange }: GalleryFieldProps) {
  const { id, error } = useField('images')
  const [isAdding, setAdding] = useState(false)
  const [dragged, setDragged] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)

  const move = (from: number, to: number) => {
    onChange(moved(images, from, to))
    setSaid(`Photograph ${from + 1} is now number ${to + 1}`)
    // The focus goes along, so that a photograph can be moved several places in a row.
    requestAnimationFrame(() => {
      const row = list.current?.children[to]
      row?.querySelector<HTMLElement>(to < from ? '[data-move=up]' : '[data-move=down]')?.focus()
    })
  }
  const remove = (at: number) => {
    onChange(without(images, at))
    setSaid(`Photograph ${at + 1} removed`)
    requestAnimationFrame(() => document.getElementById(id)?.focus())
  }
  const dropOn = (to: number) => ({
    onDragOver: (event: DragEvent) => dragged !== null && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      if (dragged !== null && dragged !== to) move(dragged, to)
      setDragged(null)
    },
  })
  return (
    <div id={id} tabIndex={-1} className="grid gap-4 outline-none">
      <ol ref={list} className="grid gap-3" aria-label="Photographs">
        {images.map((photo, index) => (
          <li
            key={photo.key}
            {...dropOn(index)}
            className={classNames(
              'flex gap-3 rounded-card border bg-surface p-3',
              dragged === index ? 'border-ink opacity-60' : 'border-line',
            )}
          >
            <span
              draggable
              onDragStart={() => setDragged(index)}
              onDragEnd={() => setDragged(null)}
              title="Drag to another place"
              className="hidden cursor-grab items-center gap-1 text-control active:cursor-grabbing sm:flex"
            >
              <GripVertical aria-hidden strokeWidth={1.5} className="size-4.5" />
              <Picture photo={photo} alt="" sizes="5rem" className="pointer-events-none w-16 shrink-0" />
            </span>
            <Picture photo={photo} alt="" sizes="5rem" className="w-16 shrink-0 self-start sm:hidden" />
            <div className="grid min-w-0 grow gap-1">
              <TextInput
                path={`images.${index}.alt`}
                label={index === 0 ? 'First photograph, in words' : `Photograph ${index + 1}, in words`}
                hint={
                  index === 0 ? 'What one sees, for who cannot. The first is shown in lists too.' : undefined
                }
                most={200}
                value={photo.alt}
                onChange={(alt) => onChange(replaced(images, index, { ...photo, alt }))}
              />
              <div className="-ml-3 flex">
                <IconButton
                  data-move="up"
                  label={`Move photograph ${index + 1} up`}
                  icon={ArrowUp}
                  off={index === 0}
                  onClick={() => move(index, index - 1)}
                />
                <IconButton
                  data-move="down"
                  label={`Move photograph ${index + 1} down`}
                  icon={ArrowDown}
                  off={index === images.length - 1}
                  onClick={() => move(index, index + 1)}
                />
                <IconButton
                  label={`Remove photograph ${index + 1}`}
                  icon={Trash2}
                  onClick={() => remove(index)}
                />
              </div>
            </div>
          </li>
        ))}
      </ol>
      {images.length === 0 && <p className="text-muted">No photograph yet.</p>}
      {error && <p className="text-sm font-medium text-danger">{error}</p>}
      <p role="status" className="sr-only">
        {said}
      </p>
      <div>
        <Button tone="secondary" disabled={images.length >= MOST} onClick={() => setAdding(true)}>
          <ImagePlus aria-hidden strokeWidth={1.5} className="size-4.5" /> Add photographs
        </Button>
      </div>
      {isAdding && (
        <LibraryDialog
          taken={images.map(({ key }) => key)}
          most={MOST - images.length}
          onChoose={(photos) => onChange([...images, ...photos])}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  )
}
