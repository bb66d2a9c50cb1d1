import type { PageKey } from '../schema'

/** Opens the real page with its draft on it, for someone who is signed in as a marketer. */
export const draftPreviewPath = ({ kind, id }: PageKey): string =>
  `/api/studio/preview?${new URLSearchParams({ kind, id })}`
