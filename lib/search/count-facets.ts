import 'server-only'
import { listCategories } from '../catalog'
import { facets } from './rules/facets'
import type { Facets, Search } from './schema'
import { searchIndex } from './store'

/** How many products every choice of filter would show. `q` as it is to be understood; page and order do not matter. */
export async function countFacets(
  search: Pick<Search, 'q' | 'categories' | 'price' | 'inStock'>,
): Promise<Facets> {
  const [cells, categories] = await Promise.all([searchIndex.cells(search), listCategories()])
  return facets(cells, categories, search)
}
