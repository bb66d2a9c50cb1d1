import 'server-only'
import { RichText } from '../core/rich-text'
import type { ProductView } from './schema'
import { findProduct, listProducts } from './store'

/** A product's whole page. null: there is none by this name, it is not active, or it has nothing to sell. */
export function getProduct(slug: string): Promise<ProductView | null> {
  return view({ slug, status: 'ACTIVE' })
}

/** As `getProduct`, by id and whether or not it is active: for previews. */
export function getAnyProduct(id: string): Promise<ProductView | null> {
  return view({ id })
}

async function view(where: Parameters<typeof findProduct>[0]): Promise<ProductView | null> {
  const found = await findProduct(where)
  if (!found) return null
  const { row, card } = found
  const companions = row.goesWith.length > 0 ? await listProducts({ ids: row.goesWith }) : []
  return {
    ...card,
    description: row.description,
    body: RichText.parse(row.body),
    details: row.details,
    care: row.care,
    seoTitle: row.seoTitle,
    seoDescription: row.seoDescription,
    // In the editor's order; what is no longer sold is left out.
    goesWith: row.goesWith.flatMap((wanted) => companions.find((companion) => companion.id === wanted) ?? []),
  }
}
