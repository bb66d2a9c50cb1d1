import 'server-only'
import { closestWord } from './rules/closest-word'
import { searchIndex } from './store'

export interface Understanding {
  /** the query with its typos mended; null: there was nothing to mend, or no word near enough */
  meant: string | null
  /** the words that find something, mended ones too */
  known: string[]
}

/**
 * What a query that finds nothing may have meant: each word that is in no product becomes the nearest one that is. Words
 * that do find something are left alone.
 */
export async function understandQuery(q: string): Promise<Understanding> {
  const words = await searchIndex.words(q)
  const mended = words.map(({ word, known, near }) => (known ? word : closestWord(word, near)))
  const changed = words.some(({ known }, index) => !known && mended[index] !== null)
  const known = mended.filter((word) => word !== null)
  return { meant: changed && known.length === words.length ? known.join(' ') : null, known }
}
