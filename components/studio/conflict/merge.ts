import { sameContent } from '../save/same-content'

export type Side = 'mine' | 'theirs'

/** A field that the two versions say differently. */
export interface Dispute {
  key: string
  /** who has changed it since both began; both: they have to choose */
  changedBy: Side | 'both'
}

type Content = Readonly<Record<string, unknown>>

/** The fields in which two versions of one page differ. */
export function disputes(versions: { base: object; mine: object; theirs: object }): Dispute[] {
  const [base, mine, theirs] = [versions.base, versions.mine, versions.theirs].map(fieldsIn)
  if (!base || !mine || !theirs) return []
  return Object.keys({ ...mine, ...theirs })
    .filter((key) => !sameContent(mine[key], theirs[key]))
    .map((key) => ({ key, changedBy: changedBy(base[key], mine[key], theirs[key]) }))
}

/** What is proposed: everyone's own changes, and mine where both changed the same field. */
export const proposal = (found: readonly Dispute[]): Record<string, Side> =>
  Object.fromEntries(found.map(({ key, changedBy }) => [key, changedBy === 'theirs' ? 'theirs' : 'mine']))

/** My version with the fields that were left to theirs. */
export function merge<Content extends object>(
  mine: Content,
  theirs: Content,
  choice: Readonly<Record<string, Side>>,
): Content {
  const taken = Object.entries(theirs).filter(([key]) => choice[key] === 'theirs')
  return { ...mine, ...Object.fromEntries(taken) }
}

function changedBy(base: unknown, mine: unknown, theirs: unknown): Dispute['changedBy'] {
  if (sameContent(base, mine)) return 'theirs'
  return sameContent(base, theirs) ? 'mine' : 'both'
}

const fieldsIn = (content: object): Content => Object.fromEntries(Object.entries(content))
