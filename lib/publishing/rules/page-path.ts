import type { PageKey, PageKind } from '../schema'

const FOLDERS = { product: '/p/', category: '/c/' } as const

/** A page's public address. */
export const pagePath = (kind: PageKind, slug: string): string =>
  kind === 'home' ? '/' : FOLDERS[kind] + slug

/** Opens the real page with its draft on it, for someone who is signed in as a marketer. */
export const draftPreviewPath = ({ kind, id }: PageKey): string =>
  `/api/studio/preview?${new URLSearchParams({ kind, id })}`
