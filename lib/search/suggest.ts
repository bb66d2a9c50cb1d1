import 'server-only'
import { categoryPath, productPath } from '../core/paths'
import { MAX_SUGGESTIONS, type Suggestion } from './schema'
import { searchIndex } from './store'
import { understandQuery } from './understand-query'

const MAX_OF_CATEGORIES = 2
/** Two letters are like too much. */
const SHORTEST_TYPO = 3

/** What a shopper who has typed this much may look for: at most MAX_SUGGESTIONS, categories first. */
export async function suggest(q: string): Promise<Suggestion[]> {
  if (q === '') return []
  const found = await suggestFor(q)
  if (found.length > 0 || q.length < SHORTEST_TYPO) return found
  const { meant } = await understandQuery(q)
  return meant === null ? [] : suggestFor(meant)
}

async function suggestFor(q: string): Promise<Suggestion[]> {
  const [categories, products] = await Promise.all([
    searchIndex.categories(q, MAX_OF_CATEGORIES),
    searchIndex.suggest(q, MAX_SUGGESTIONS),
  ])
  return [
    ...categories.map(({ slug, name }) => ({
      ...{ kind: 'category' as const, label: name, hint: 'Category', href: categoryPath(slug), photo: null },
    })),
    ...products.map(({ slug, name, category, photo }) => ({
      ...{ kind: 'product' as const, label: name, hint: category, href: productPath(slug), photo },
    })),
  ].slice(0, MAX_SUGGESTIONS)
}
