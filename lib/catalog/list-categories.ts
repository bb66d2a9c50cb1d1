import 'server-only'
import type { CategoryLink } from './schema'
import { catalog } from './store'

/** Every category, in the shop's order. */
export function listCategories(): Promise<CategoryLink[]> {
  return catalog.categories()
}
