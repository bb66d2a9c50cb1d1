'use client'

import useSWR from 'swr'
import { ask, type ProblemError } from '@/components/api-client/problem'
import type { Photo } from '@/lib/catalog/schema'
import { PhotoLibrary } from '@/lib/publishing/schema'

const LIBRARY = '/api/studio/photos'

/** Every photograph there is; undefined until they are known. */
export function useLibrary(): { photos: Photo[] | undefined; error: ProblemError | undefined } {
  const { data, error } = useSWR<{ photos: Photo[] }, ProblemError>(
    LIBRARY,
    () => ask({ url: LIBRARY, schema: PhotoLibrary }),
    { revalidateOnFocus: false },
  )
  return { photos: data?.photos, error }
}
