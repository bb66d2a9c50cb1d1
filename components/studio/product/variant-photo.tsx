'use client'

import { classNames } from '@/components/ui/class-names'
import { Picture } from '@/components/catalog/picture'
import type { Photo } from '@/lib/catalog/schema'
import { useField } from '../field-state'

interface VariantPhotoProps {
  path: string
  images: readonly Photo[]
  chosen: string
  onChoose: (key: string) => void
}

/** Which of the page's photographs shows this variant. */
export function VariantPhoto({ path, images, chosen, onChoose }: VariantPhotoProps) {
  const { id, error, onBlur } = useField(path)
  return (
    <fieldset id={id} tabIndex={-1} onBlur={onBlur} className="grid gap-1.5 outline-none">
      <legend className="mb-1.5 text-sm font-medium">Photograph</legend>
      {images.length === 0 && (
        <p className="text-sm text-muted">Add photographs to the page, then choose one here.</p>
      )}
      <div className="flex flex-wrap gap-2">
        {images.map((photo) => (
          <label
            key={photo.key}
            title={photo.alt}
            className={classNames(
              'relative block w-12 rounded-card has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              chosen === photo.key
                ? 'ring-2 ring-ink ring-offset-2 ring-offset-surface'
                : 'opacity-70 hover:opacity-100',
            )}
          >
            <input
              type="radio"
              name={id}
              className="absolute inset-0 cursor-pointer opacity-0"
              checked={chosen === photo.key}
              aria-label={photo.alt || photo.key}
              onChange={() => onChoose(photo.key)}
            />
            <Picture photo={photo} alt="" sizes="3rem" />
          </label>
        ))}
      </div>
      {error && <p className="text-sm font-medium text-danger">{error}</p>}
    </fieldset>
  )
}
