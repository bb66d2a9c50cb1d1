import type { PageKey } from '@/lib/publishing/schema'

type Key = Pick<PageKey, 'kind' | 'id'>

/** Where the API keeps a page. */
export const pageApi = ({ kind, id }: Key): string => `/api/studio/pages/${kind}/${id}`

/** Where it is edited. */
export const editorPath = ({ kind, id }: Key): string =>
  kind === 'home' ? '/studio/home' : `/studio/${kind}/${id}`

export const historyPath = (key: Key): string => `${editorPath(key)}/history`

/** Where every page is listed. */
export const STUDIO = '/studio'
