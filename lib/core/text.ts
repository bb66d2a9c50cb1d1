/*
 * The one rule for text from outside: it is well-formed Unicode and has no control characters, which a database refuses and a
 * label printer obeys. A single line has no line break either. Direction marks and joiners stay: names and emoji need them.
 */

/** A single line, or several: an address field against a page of structured text. */
export type TextKind = 'line' | 'lines'

const CONTROL = /\p{Cc}/u
const CONTROL_BUT_BREAKS = /(?![\t\n\r])\p{Cc}/u
/** LINE SEPARATOR and PARAGRAPH SEPARATOR break a line as \n does. */
const SEPARATOR = /[\u2028\u2029]/

/** What is wrong with a text, as a sentence; null when it is fine. */
export function textFault(text: string, kind: TextKind): string | null {
  if (!text.isWellFormed()) return 'Holds half of a character.'
  if (kind === 'lines') return CONTROL_BUT_BREAKS.test(text) ? 'Holds a control character.' : null
  if (/[\n\r]/.test(text) || SEPARATOR.test(text)) return 'Has a line break.'
  return CONTROL.test(text) ? 'Holds a control character.' : null
}

export interface TextFault {
  path: string
  message: string
}

/** Deeper than anything the shop is sent; a database refuses JSON that nests without end. */
const MAX_DEPTH = 64
const MOST_FAULTS = 20

/**
 * What is wrong with the texts in a parsed JSON value, names of its members included, each by its path ("lines.0.sku").
 * Reads every member once, without recursion, so that no input can exhaust the stack.
 */
export function textFaults(value: unknown, kind: TextKind): TextFault[] {
  const faults: TextFault[] = []
  const left: { path: readonly string[]; value: unknown }[] = [{ path: [], value }]
  for (let next = left.pop(); next && faults.length < MOST_FAULTS; next = left.pop()) {
    const { path, value: one } = next
    const fault = (message: string | null) => message && faults.push({ path: shown(path), message })
    if (typeof one === 'string') fault(textFault(one, kind))
    if (typeof one !== 'object' || one === null) continue
    if (path.length === MAX_DEPTH) {
      fault('Is nested too deeply.')
      continue
    }
    for (const [name, member] of Object.entries(one)) {
      if (textFault(name, 'line')) fault('Has a member whose name holds odd characters.')
      else left.push({ path: [...path, name], value: member })
    }
  }
  return faults
}

/** A path is told back to the caller: of what was sent, only short plain names. */
const shown = (path: readonly string[]): string =>
  path
    .map((name) => name.slice(0, 40))
    .join('.')
    .slice(0, 200)
