import fc from 'fast-check'
import { mutatedJson } from './mutate-json'

/** The bytes of a body, or how many of them come without end. */
export type OddBody = Uint8Array<ArrayBuffer> | { size: number } | null

const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const jsonOf = (value: unknown) => bytesOf(JSON.stringify(value) ?? '')

export const rightBody = (sample: unknown): OddBody => (sample === undefined ? null : jsonOf(sample))

/** JSON that is nearly right as bytes: cut off, with bytes that are no UTF-8, deeper than a stack, with a mark before it. */
function brokenJson(sample: unknown): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const right = jsonOf(sample)
  const place = fc.nat(Math.max(0, right.length - 1))
  return fc.oneof(
    place.map((end) => right.slice(0, end)),
    fc.tuple(place, fc.constantFrom(0x00, 0x80, 0xc0, 0xed, 0xf5, 0xff)).map(([at, byte]) => {
      const broken = right.slice()
      broken[at] = byte
      return broken
    }),
    fc
      .constantFrom(
        '\ufeff{}',
        '['.repeat(9_000),
        '{"a":'.repeat(3_000),
        '{"a":1}{"a":2}',
        "{'a':1}",
        'NaN',
        '1e999',
        '"\\ud800"',
        '{"a":1,"a":2}',
      )
      .map(bytesOf),
  )
}

/** A body like the sample, most of them JSON that differs from it in a place or two. */
export function oddBody(sample: unknown): fc.Arbitrary<OddBody> {
  const json = sample ?? {}
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(rightBody(sample)) },
    { weight: 12, arbitrary: mutatedJson(json).map(jsonOf) },
    { weight: 3, arbitrary: brokenJson(json) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes) => new Uint8Array(bytes)) },
    { weight: 1, arbitrary: fc.constant({ size: 10 * 1024 * 1024 }) },
  )
}

const CHUNK = new Uint8Array(64 * 1024).fill(0x20)

/** What `fetch` and `Request` take; a large body is made while it is read. */
export function bodyInit(body: OddBody): BodyInit | null {
  if (body === null || body instanceof Uint8Array) return body
  let left = body.size
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close()
      controller.enqueue(CHUNK.slice(0, Math.min(left, CHUNK.length)))
      left -= CHUNK.length
    },
  })
}
