import 'server-only'
import { z } from 'zod'
import manifest from '../../prisma/seed/photos.json'
import { Photo } from './schema'

/** The photographs that were made into files (scripts/photos.ts): a page can show these and no others. */
const photos = new Map(
  z
    .array(Photo)
    .parse(manifest)
    .map((photo) => [photo.key, photo]),
)

/** Every photograph there is, with the words that describe it unless a page has its own. */
export const listPhotos = (): Photo[] => [...photos.values()]

export const findPhoto = (key: string): Photo | undefined => photos.get(key)
