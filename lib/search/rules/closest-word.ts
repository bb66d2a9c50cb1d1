/**
 * How many slips of the finger lie between two words: a letter more, less, another, or two that changed places
 * (optimal string alignment).
 */
export function typosBetween(a: string, b: string): number {
  const [from, to] = [Array.from(a), Array.from(b)]
  const cost = Array.from({ length: from.length + 1 }, (_, i) =>
    Array.from({ length: to.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const at = (i: number, j: number) => cost[i]?.[j] ?? Infinity
  for (let i = 1; i <= from.length; i++) {
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const row = cost[i]
      if (!row) continue
      row[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (same ? 0 : 1),
        swapped ? at(i - 2, j - 2) + 1 : Infinity,
      )
    }
  }
  return at(from.length, to.length)
}

/** One typo in a short word, two in a longer one; in between two only when the first letter is right, as it mostly is. */
function forgives(typed: string, meant: string): number {
  if (typed.length < 4) return 1
  return typed.length < 6 && typed[0] !== meant[0] ? 1 : 2
}

/** Of words in the order of likeness, the one with the fewest typos away; null when none is near enough to be meant. */
export function closestWord(typed: string, candidates: readonly string[]): string | null {
  const near = candidates
    .map((word) => ({ word, typos: typosBetween(typed, word) }))
    .filter(({ word, typos }) => typos <= forgives(typed, word))
    .sort((a, b) => a.typos - b.typos)
  return near[0]?.word ?? null
}
