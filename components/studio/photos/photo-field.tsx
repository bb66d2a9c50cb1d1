'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Picture } from '@/components/catalog/picture'
import { Skeleton } from '@/components/ui/skeleton'
import { useField } from '../field-state'
import { LibraryDialog } from './library-dialog'
import { useLibrary } from './use-library'

interface PhotoFieldProps {
  path: string
  chosen: string
  onChoose: (key: string) => void
}

/** One photograph out of the library. */
export function PhotoField({ path, chosen, onChoose }: PhotoFieldProps) {
  const { id, error } = useField(path)
  const { photos } = useLibrary()
  const [isChoosing, setChoosing] = useState(false)
  const photo = photos?.find(({ key }) => key === chosen)
  return (
    <div id={id} tabIndex={-1} className="grid gap-3 outline-none">
      {photo ? (
        <Picture photo={photo} sizes="14rem" className="w-56" />
      ) : photos ? (
        <p className="text-muted">{chosen ? 'This photograph is no longer in the library.' : 'None yet.'}</p>
      ) : (
        <Skeleton className="h-40 w-56" />
      )}
      {error && <p className="text-sm font-medium text-danger">{error}</p>}
      <div>
        <Button tone="secondary" onClick={() => setChoosing(true)}>
          {photo ? 'Choose another' : 'Choose a photograph'}
        </Button>
      </div>
      {isChoosing && (
        <LibraryDialog
          taken={[chosen]}
          most={1}
          onChoose={([first]) => first && onChoose(first.key)}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  )
}
