import { object, text, whole } from '@/components/api-client/shape'
import type { Photo } from '@/lib/catalog/schema'

export const PhotoShape = object<Photo>({
  key: text,
  alt: text,
  width: whole,
  height: whole,
  blurDataUrl: text,
})
