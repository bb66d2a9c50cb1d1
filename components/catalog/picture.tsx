import { PHOTO_WIDTHS } from '@/lib/catalog/rules/photo-widths'
import type { Photo } from '@/lib/catalog/schema'
import { classNames } from '@/components/ui/class-names'

interface PictureProps {
  photo: Photo
  /** How wide it is shown, for the browser to choose a file: "(width >= 64rem) 50vw, 100vw". */
  sizes: string
  /** The photograph that the page is about: loaded at once and first. */
  eager?: boolean
  /** "" where the words beside it say the same. */
  alt?: string
  className?: string
  /** Of the <img>, e.g. to fit another frame than the photograph's own. */
  imgClassName?: string
}

/** Only photographs that are this wide themselves come in these. */
const LARGE_WIDTHS = [1920, 2400]

/** The photograph's files of one kind, as `srcset` writes them. */
function photoSources({ key, width }: Pick<Photo, 'key' | 'width'>, kind: 'avif' | 'webp'): string {
  return [...PHOTO_WIDTHS, ...LARGE_WIDTHS]
    .filter((size) => size <= width)
    .map((size) => `/photos/${key}-${size}.${kind} ${size}w`)
    .join(', ')
}

/** A photograph in pre-sized files, in its own proportions (nothing moves when it arrives), over its own blur. */
export function Picture({ photo, sizes, eager = false, alt, className, imgClassName }: PictureProps) {
  return (
    <picture className={classNames('block overflow-hidden bg-backdrop', className)}>
      <source type="image/avif" srcSet={photoSources(photo, 'avif')} sizes={sizes} />
      <img
        src={`/photos/${photo.key}-640.webp`}
        srcSet={photoSources(photo, 'webp')}
        sizes={sizes}
        alt={alt ?? photo.alt}
        width={photo.width}
        height={photo.height}
        loading={eager ? 'eager' : 'lazy'}
        fetchPriority={eager ? 'high' : 'auto'}
        decoding={eager ? 'sync' : 'async'}
        style={{ backgroundImage: `url(${photo.blurDataUrl})` }}
        className={classNames('block h-auto w-full bg-cover bg-center', imgClassName)}
      />
    </picture>
  )
}
