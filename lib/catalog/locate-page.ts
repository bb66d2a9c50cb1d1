import 'server-only'
import { catalog } from './store'

/** A product's or category's id, present address and published revision, public or not; null: there is none. */
export function locatePage(
  kind: 'product' | 'category',
  where: { id: string } | { slug: string },
): Promise<{ id: string; slug: string; version: number } | null> {
  return catalog.locate(kind, where)
}
