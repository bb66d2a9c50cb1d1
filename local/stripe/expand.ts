import { invalidRequest } from './errors'
import type { Store } from './store'

const MAX_DEPTH = 4

/** The references that the stand-in can replace by their objects; `data` is the way into a list. */
const EXPANDABLE = new Set([
  'charge',
  'customer',
  'data',
  'latest_charge',
  'payment_intent',
  'payment_method',
])

/** Refuses, before a request has any effect, what could not be expanded in its answer. */
export function checkExpand(paths: readonly string[]): void {
  for (const path of paths) {
    const names = path.split('.')
    if (names.length > MAX_DEPTH || !names.every((name) => EXPANDABLE.has(name))) throw cannotExpand(path)
  }
}

/** A copy of an answer with the references at the given paths (`latest_charge`, `data.customer`) replaced. */
export function expand(answer: object, paths: readonly string[], store: Store): object {
  const copy = structuredClone(answer)
  for (const path of paths) expandAt(copy, path.split('.'), path, store)
  return copy
}

function expandAt(node: unknown, [name, ...rest]: string[], path: string, store: Store): void {
  if (name === undefined || node === null) return
  if (Array.isArray(node)) {
    for (const item of node) expandAt(item, [name, ...rest], path, store)
    return
  }
  if (typeof node !== 'object' || !Object.hasOwn(node, name)) throw cannotExpand(path)
  const value: unknown = Reflect.get(node, name)
  const found = typeof value === 'string' ? store.resolve(value) : undefined
  if (found !== undefined) Reflect.set(node, name, structuredClone(found))
  expandAt(Reflect.get(node, name), rest, path, store)
}

function cannotExpand(path: string) {
  return invalidRequest({ message: `This property cannot be expanded (${path}).`, param: 'expand' })
}
