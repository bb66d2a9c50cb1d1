import { closestWord, typosBetween } from './closest-word'

/** A word of a query, as the index knows it. */
export interface TypedWord {
  word: string
  /** whether it finds anything */
  known: boolean
  /** words that look most like it */
  near: readonly string[]
  /** two known words that make it up; empty when there are none */
  halves: readonly string[]
  /** it and the next word are one known word */
  joined: boolean
}

/**
 * The words that were meant, in order; null stands for a word that nothing is near to. A word that finds nothing is, in this
 * order: one word with the next ("car afe"), one slip of the finger away ("kettel"), two words without a space ("ridgemug"),
 * two slips away.
 */
export function correctSpelling(words: readonly TypedWord[]): (string | null)[] {
  const meant: (string | null)[] = []
  for (let at = 0; at < words.length; at++) {
    const [one, next] = [words[at], words[at + 1]]
    if (!one) continue
    if (next && one.joined && !(one.known && next.known)) {
      meant.push(one.word + next.word)
      at++
    } else meant.push(...correctWord(one))
  }
  return meant
}

function correctWord({ word, known, near, halves }: TypedWord): (string | null)[] {
  if (known) return [word]
  const closest = closestWord(word, near)
  if (halves.length > 0 && (closest === null || typosBetween(word, closest) > 1)) return [...halves]
  return [closest]
}

/** Whether a query names things of which either will do: a mark, "and" or "or" stands between its words. */
export const meansEither = (q: string): boolean =>
  /[\p{L}\p{N}]\s*[&+/,|]\s*[\p{L}\p{N}]|[\p{L}\p{N}]\s+(?:and|or)\s+[\p{L}\p{N}]/iu.test(q)
