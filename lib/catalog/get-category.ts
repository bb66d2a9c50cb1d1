import 'server-only'
import type { CategoryView } from './schema'
import { catalog } from './store'

/** A category's own words; null: there is none at this address. */
export function getCategory(slug: string): Promise<CategoryView | null> {
  return catalog.category(slug)
}
