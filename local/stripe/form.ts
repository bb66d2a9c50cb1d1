import { invalidRequest } from './errors'

export type FormValue = string | FormValue[] | Form
export interface Form {
  [name: string]: FormValue
}

const MAX_DEPTH = 8
const MAX_FIELDS = 1000
const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])

type Branch = Map<string, string | Branch>

/**
 * Decodes `a=1&b[c]=2&d[]=3&e[0]=4`, as the SDKs send it, into nested objects and arrays.
 * A branch whose keys are all numbers, or that was written with `[]`, is an array.
 */
export function decodeForm(text: string): Form {
  const root: Branch = new Map()
  let fields = 0
  for (const [name, value] of new URLSearchParams(text)) {
    if (++fields > MAX_FIELDS) throw invalidRequest({ message: 'Too many parameters.' })
    plant(root, name, value)
  }
  return toForm(root)
}

function plant(root: Branch, name: string, value: string): void {
  const path = name.replaceAll(']', '').split('[')
  const last = path.pop()
  if (last === undefined || path.length >= MAX_DEPTH || [...path, last].some((key) => RESERVED.has(key))) {
    throw invalidRequest({ message: `Invalid parameter name: ${name}`, param: name })
  }
  let branch = root
  for (const key of path) {
    const slot = slotIn(branch, key)
    const existing = branch.get(slot)
    if (typeof existing === 'string') throw conflictingParameter(name)
    const next: Branch = existing ?? new Map()
    branch.set(slot, next)
    branch = next
  }
  const slot = slotIn(branch, last)
  if (branch.get(slot) instanceof Map) throw conflictingParameter(name)
  branch.set(slot, value)
}

/** `[]` means the next free place. */
function slotIn(branch: Branch, key: string): string {
  return key === '' ? String(branch.size) : key
}

function conflictingParameter(name: string) {
  return invalidRequest({
    message: `Invalid parameter: ${name} is given both as a value and as a hash.`,
    param: name,
  })
}

function toForm(branch: Branch): Form {
  return Object.fromEntries([...branch].map(([key, value]) => [key, toValue(value)]))
}

function toValue(value: string | Branch): FormValue {
  if (typeof value === 'string') return value
  const keys = [...value.keys()]
  if (keys.length === 0 || !keys.every((key) => /^\d{1,4}$/.test(key))) return toForm(value)
  return [...value].sort(([a], [b]) => Number(a) - Number(b)).map(([, entry]) => toValue(entry))
}

/** The same text for the same parameters in any order: what an idempotency key is bound to. */
export function canonicalForm(value: FormValue): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalForm).join()}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalForm(entry)}`).join()}}`
}
