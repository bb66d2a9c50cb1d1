import fc from 'fast-check'
import { oddText, oddValue } from './values'

type Path = readonly (string | number)[]
interface Change {
  path: Path
  act: 'replace' | 'add' | 'remove' | 'wrap' | 'repeat'
  /** of what is added */
  name: string
  value: unknown
}
const ACTS = ['replace', 'replace', 'replace', 'replace', 'add', 'add', 'remove', 'wrap', 'repeat'] as const

/** A JSON value like the given one, with one to three changes somewhere in it: another value, a member more or less. */
export function mutatedJson(sample: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(sample)
  const change: fc.Arbitrary<Change> = fc.record({
    path: fc.constantFrom(...paths),
    act: fc.constantFrom(...ACTS),
    name: oddText,
    value: oddValue,
  })
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<unknown>((value, one) => changed(value, one, one.path), sample))
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))]
}

/** A copy: what has been removed or replaced on the way is left as it is. */
function changed(value: unknown, change: Change, path: Path): unknown {
  const [name, ...rest] = path
  if (name === undefined) return changedHere(value, change)
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return value
  const entries = Object.entries(value)
    .filter(([one]) => !(rest.length === 0 && change.act === 'remove' && one === String(name)))
    .map(([one, member]): [string, unknown] => [
      one,
      one === String(name) ? changed(member, change, rest) : member,
    ])
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries)
}

function changedHere(value: unknown, change: Change): unknown {
  if (change.act === 'replace') return change.value
  if (change.act === 'wrap') return [value]
  if (change.act === 'repeat') return Array.from({ length: 60 }, () => value)
  if (change.act === 'remove' || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return [...value, change.value]
  return Object.fromEntries([...Object.entries(value), [change.name, change.value]])
}
