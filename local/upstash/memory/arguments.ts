import { RedisError } from '../engine'

export const syntaxError = (): RedisError => new RedisError('ERR syntax error')

const NOT_AN_INTEGER = 'ERR value is not an integer or out of range'
const fitsIn64Bits = (value: bigint): boolean => BigInt.asIntN(64, value) === value

/** Reads a 64-bit integer as strictly as Redis: no sign but a leading minus, no spaces, no leading zeros. */
export function int64(text: string | undefined, message = NOT_AN_INTEGER): bigint {
  if (text === undefined || !/^(0|-?[1-9]\d{0,18})$/.test(text)) throw new RedisError(message)
  const value = BigInt(text)
  if (!fitsIn64Bits(value)) throw new RedisError(message)
  return value
}

/** As `int64`, for positions and times, which a JavaScript number holds well enough. */
export const integer = (text: string | undefined): number => Number(int64(text))

/** Reads a score: a decimal number or an infinity, never NaN. */
export function float(text: string | undefined, message = 'ERR value is not a valid float'): number {
  if (text === undefined) throw new RedisError(message)
  const infinity = /^([+-]?)inf(inity)?$/i.exec(text)
  if (infinity) return infinity[1] === '-' ? -Infinity : Infinity
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw new RedisError(message)
  return Number(text)
}

export function formatFloat(value: number): string {
  if (value === Infinity) return 'inf'
  return value === -Infinity ? '-inf' : String(value)
}

/** Adds as Redis' counters do: refuses to leave 64 bits. */
export function add(counter: bigint, by: bigint): bigint {
  const sum = counter + by
  if (!fitsIn64Bits(sum)) throw new RedisError('ERR increment or decrement would overflow')
  return sum
}

/** Turns possibly negative positions into an inclusive range; from > to when it is empty. */
export function positions(start: number, stop: number, length: number): [from: number, to: number] {
  const absolute = (index: number) => (index < 0 ? length + index : index)
  return [Math.min(length, Math.max(0, absolute(start))), Math.max(-1, Math.min(length - 1, absolute(stop)))]
}

/** Arguments two by two; a last one without partner is left out. */
export function pairs(args: readonly string[]): [string, string][] {
  const out: [string, string][] = []
  for (let i = 0; i + 1 < args.length; i += 2) out.push([args[i] ?? '', args[i + 1] ?? ''])
  return out
}
