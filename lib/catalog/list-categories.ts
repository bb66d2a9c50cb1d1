import 'server-only'
import type { CategoryView } from './schema'
import { catalog } from './store'

/** Every category, in the shop's order. */
export function listCategories(): Promise<CategoryView[]> {
  return catalog.categories()
}
