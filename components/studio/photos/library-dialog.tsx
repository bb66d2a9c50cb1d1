'use client'

import { Check } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { Picture } from '@/components/catalog/picture'
import { Skeleton } from '@/components/ui/skeleton'
import { TextField } from '@/components/ui/text-field'
import type { Photo } from '@/lib/catalog/schema'
import { formatUnits } from '@/lib/core/format'
import { searchPhotos } from './search-photos'
import { useLibrary } from './use-library'

interface LibraryDialogProps {
  /** keys of those that the page has already */
  taken: readonly string[]
  /** how many may be chosen */
  most: number
  onChoose: (photos: Photo[]) => void
  onClose: () => void
}

/** The shop's photographs, searched by what is on them; in the order they are pressed. */
export function LibraryDialog({ taken, most, onChoose, onClose }: LibraryDialogProps) {
  const { photos, error } = useLibrary()
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const found = searchPhotos(photos ?? [], words)
  const press = (key: string) => {
    if (most === 1) setChosen([key])
    else if (chosen.includes(key)) setChosen(chosen.filter((other) => other !== key))
    else if (chosen.length < most) setChosen([...chosen, key])
  }
  const add = () => {
    onChoose(chosen.flatMap((key) => photos?.find((photo) => photo.key === key) ?? []))
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title="Photographs" className="sheet-wide">
      <div className="grid gap-4">
        <TextField
          label="Search"
          type="search"
          autoFocus
          autoComplete="off"
          placeholder="mug, oak, detail…"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {error && (
          <Notice tone="danger" title="The photographs did not load">
            {error.detail}
          </Notice>
        )}
        <div className="h-[50dvh] overflow-y-auto p-1" role="group" aria-label="Photographs to choose from">
          {!photos && !error && <LibrarySkeleton />}
          {photos && found.length === 0 && (
            <p className="py-10 text-center text-muted">No photograph is described like that.</p>
          )}
          <ul className="grid grid-cols-3 gap-3 sm:grid-cols-4 md:grid-cols-5">
            {found.map((photo) => (
              <li key={photo.key}>
                <LibraryPhoto
                  photo={photo}
                  isTaken={taken.includes(photo.key)}
                  place={chosen.indexOf(photo.key)}
                  onPress={() => press(photo.key)}
                />
              </li>
            ))}
          </ul>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button disabled={chosen.length === 0} onClick={add}>
            {most === 1
              ? 'Use this photograph'
              : chosen.length === 0
                ? 'Add photographs'
                : `Add ${formatUnits(chosen.length, 'photograph')}`}
          </Button>
          <Button tone="secondary" onClick={onClose}>
            Cancel
          </Button>
          {most > 1 && chosen.length === most && (
            <p className="text-sm text-muted">That is as many as a page holds.</p>
          )}
        </div>
      </div>
    </Dialog>
  )
}

interface LibraryPhotoProps {
  photo: Photo
  isTaken: boolean
  /** among the chosen; -1: not */
  place: number
  onPress: () => void
}

function LibraryPhoto({ photo, isTaken, place, onPress }: LibraryPhotoProps) {
  const isChosen = place >= 0
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      aria-disabled={isTaken || undefined}
      aria-label={isTaken ? `${photo.alt} (on the page already)` : photo.alt}
      title={photo.alt}
      onClick={isTaken ? undefined : onPress}
      className={classNames(
        'relative block w-full rounded-card',
        isTaken && 'cursor-not-allowed opacity-40',
        isChosen && 'outline-2 outline-offset-2 outline-ink',
      )}
    >
      <Picture
        photo={photo}
        alt=""
        sizes="9rem"
        className="aspect-4/5"
        imgClassName="size-full object-cover"
      />
      {isChosen && (
        <span
          aria-hidden
          className="absolute top-1.5 right-1.5 grid size-6 place-items-center rounded-full bg-ink text-paper"
        >
          <Check strokeWidth={2} className="size-3.5" />
        </span>
      )}
    </button>
  )
}

function LibrarySkeleton() {
  return (
    <div aria-busy="true" className="grid grid-cols-3 gap-3 sm:grid-cols-4 md:grid-cols-5">
      <span className="sr-only">Loading the photographs</span>
      {Array.from({ length: 10 }, (_item, index) => (
        <Skeleton key={index} className="aspect-4/5 w-full" />
      ))}
    </div>
  )
}
