import { formatSeconds, formatUnits } from '@/lib/core/format'

/** "Live in 1.2 s": from the click to the public page carrying it. */
export const publishedCopy = (liveAfterMs: number | null): string =>
  liveAfterMs === null
    ? 'Published. It will be live within a minute.'
    : `Live in ${formatSeconds(liveAfterMs)}`

/** The same for a page that was taken away. */
export const archivedCopy = (liveAfterMs: number | null): string =>
  liveAfterMs === null
    ? 'Archived. It leaves the shop within a minute.'
    : `Archived. Gone from the shop in ${formatSeconds(liveAfterMs)}`

/** Why a page cannot be published now; null when it can. */
export function whyNotPublish(state: {
  issues: number
  changes: number
  isNew: boolean
  isConflict: boolean
}): string | null {
  if (state.isConflict) return 'Choose first which version to keep.'
  if (state.issues > 0) return `${formatUnits(state.issues, 'thing')} to finish first.`
  if (!state.isNew && state.changes === 0) return 'Nothing has changed since it was published.'
  return null
}
