type Answer = { kind: 'found'; number: string } | { kind: 'none' } | { kind: 'several'; count: number }

const letters = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]/g, '')

/** The one order whose number has this in it: as scanned, or as a hand types a part of it. */
export function findOrder(wanted: string, numbers: readonly string[]): Answer {
  const part = letters(wanted)
  const matching = part ? numbers.filter((number) => letters(number).includes(part)) : []
  const [number, second] = matching
  if (!number) return { kind: 'none' }
  if (second && letters(number) !== part) return { kind: 'several', count: matching.length }
  return { kind: 'found', number }
}
