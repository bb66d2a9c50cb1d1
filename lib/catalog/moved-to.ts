import 'server-only'
import { catalog } from './store'

/**
 * The page that had this address before and has another one now, in one step however often it moved; null when there is
 * none, or it is no longer shown.
 */
export function movedTo(
  kind: 'product' | 'category',
  slug: string,
): Promise<{ id: string; slug: string } | null> {
  return catalog.movedTo(kind, slug)
}
