import type { Photo } from '@/lib/catalog/schema'

/** The photographs whose description or name has every word. */
export function searchPhotos(photos: readonly Photo[], words: string): Photo[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return photos.filter(({ key, alt }) => {
    const text = `${alt} ${key.replaceAll('-', ' ')}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
