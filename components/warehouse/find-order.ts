type Answer = { kind: 'found'; number: string } | { kind: 'unclear'; why: string }

const letters = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]/g, '')

/** The one order on the board whose number has this in it: as scanned, or as a hand types a part of it. */
export function findOrder(wanted: string, numbers: readonly string[]): Answer {
  const part = letters(wanted)
  if (!part) return { kind: 'unclear', why: 'Scan a number, or type a part of it.' }
  const matching = numbers.filter((number) => letters(number).includes(part))
  const [number, second] = matching
  if (!number)
    return { kind: 'unclear', why: `No order on the board has the number ${wanted.trim().slice(0, 40)}.` }
  if (second && letters(number) !== part)
    return { kind: 'unclear', why: `${matching.length} orders have that in their number. Type more of it.` }
  return { kind: 'found', number }
}
