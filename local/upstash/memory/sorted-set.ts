export interface Member {
  member: string
  score: number
}

/** Whether a score is on the wanted side of a bound. */
export interface ScoreRange {
  min: number
  minExcluded: boolean
  max: number
  maxExcluded: boolean
}

// Redis orders equal scores by bytes. UTF-16 order is the same but for characters beyond U+FFFF.
const before = (a: Member, b: Member): boolean =>
  a.score !== b.score ? a.score < b.score : a.member < b.member

/** Members in order of score; finding one is logarithmic, and moving one shifts an array. */
export class SortedSet {
  readonly #scores = new Map<string, number>()
  readonly #order: Member[] = []

  get size(): number {
    return this.#scores.size
  }

  score(member: string): number | undefined {
    return this.#scores.get(member)
  }

  rank(member: string): number | undefined {
    const score = this.#scores.get(member)
    return score === undefined ? undefined : this.#firstNotBefore({ member, score })
  }

  set(member: string, score: number): void {
    this.delete(member)
    this.#scores.set(member, score)
    this.#order.splice(this.#firstNotBefore({ member, score }), 0, { member, score })
  }

  delete(member: string): boolean {
    const rank = this.rank(member)
    if (rank === undefined) return false
    this.#order.splice(rank, 1)
    return this.#scores.delete(member)
  }

  /** The members from one rank to another, both included. */
  slice(from: number, to: number): Member[] {
    return this.#order.slice(from, to + 1)
  }

  between(range: ScoreRange): Member[] {
    const from = this.#first(({ score }) => (range.minExcluded ? score > range.min : score >= range.min))
    const to = this.#first(({ score }) => (range.maxExcluded ? score >= range.max : score > range.max))
    return this.#order.slice(from, to)
  }

  #firstNotBefore(wanted: Member): number {
    return this.#first((one) => !before(one, wanted))
  }

  /** The rank of the first member that passes, where all after one that passes do. */
  #first(passes: (one: Member) => boolean): number {
    let low = 0
    let high = this.#order.length
    while (low < high) {
      const middle = (low + high) >> 1
      const one = this.#order[middle]
      if (one && passes(one)) high = middle
      else low = middle + 1
    }
    return low
  }
}
