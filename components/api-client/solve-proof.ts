import { leadingZeroBits, workOf } from '@/lib/core/proof-of-work'

/** The page stays as quick as it is: work in slices, between which it can draw and listen. */
const SLICE_MS = 10

/**
 * Finds a nonce whose hash begins with so many zero bits: the shop asks for it while robots fill its carts. Loaded when it
 * is needed. SHA-256 by ourselves: `crypto.subtle` answers one hash at a time, ten times slower, and only over https.
 */
export async function solveProof(challenge: string, bits: number): Promise<string> {
  const block = new Uint32Array(64)
  let sliceEndsAt = performance.now() + SLICE_MS
  for (let attempt = 0; ; attempt++) {
    const nonce = attempt.toString(36)
    if (leadingZeroBits(firstWordOf(workOf(challenge, nonce), block)) >= bits) return `${challenge}.${nonce}`
    if (attempt % 256 !== 0 || performance.now() < sliceEndsAt) continue
    await new Promise((resolve) => setTimeout(resolve))
    sliceEndsAt = performance.now() + SLICE_MS
  }
}

const fraction = (value: number) => ((value - Math.floor(value)) * 2 ** 32) | 0
const PRIMES = [2]
for (let n = 3; PRIMES.length < 64; n += 2) if (PRIMES.every((prime) => n % prime > 0)) PRIMES.push(n)
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)))
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))

/** The first 32 bits of the SHA-256 of at most 55 ASCII characters (FIPS 180-4). */
export function firstWordOf(text: string, w: Uint32Array | Int32Array): number {
  w.fill(0, 0, 16)
  for (let i = 0; i < text.length; i++) w[i >> 2] = at(w, i >> 2) | (text.charCodeAt(i) << (24 - 8 * (i & 3)))
  w[text.length >> 2] = at(w, text.length >> 2) | (0x80 << (24 - 8 * (text.length & 3)))
  w[15] = text.length * 8
  for (let i = 16; i < 64; i++) {
    const [x, y] = [at(w, i - 15), at(w, i - 2)]
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)
    w[i] = (at(w, i - 16) + s0 + at(w, i - 7) + s1) | 0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = START
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(ROUNDS, i) + at(w, i)) | 0
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  return (a + at(START, 0)) >>> 0
}

const at = (words: Uint32Array | Int32Array, index: number): number => words[index] ?? 0
const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))
