import 'server-only'
import { meansEither, correctSpelling } from './rules/correct-spelling'
import { searchIndex } from './store'

export interface Understanding {
  /** a query that finds something instead; null: nothing to correct, or no word near enough */
  meant: string | null
  /** the words that find something, corrected ones too */
  known: string[]
}

/**
 * What a query that finds nothing may have meant. Each word that is in no product becomes the nearest one that is; words that
 * find something are left alone. Where a mark, "and" or "or" stands between words and no product has them all, either will do.
 */
export async function understandQuery(q: string): Promise<Understanding> {
  const words = await searchIndex.words(q)
  const corrected = correctSpelling(words)
  const known = corrected.filter((word) => word !== null)
  const isChanged = known.join(' ') !== words.map(({ word }) => word).join(' ')
  const isWhole = known.length === corrected.length && known.length > 0
  const all = isWhole && isChanged ? known.join(' ') : null
  if (!meansEither(q) || known.length < 2) return { meant: all, known }
  if (all !== null && (await searchIndex.finds(all))) return { meant: all, known }
  return { meant: known.join(' or '), known }
}
