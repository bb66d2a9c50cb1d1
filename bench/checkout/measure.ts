import { atOnce } from '../../tests/support/at-once'

export interface Measured {
  perSecond: number
  /** milliseconds */
  p50: number
  p99: number
  /** until the last one was done */
  total: number
}

/** Does the work `times`, `width` at any moment. */
export async function measure(
  width: number,
  times: number,
  work: (index: number) => Promise<unknown>,
): Promise<Measured> {
  const began = performance.now()
  const took = await atOnce(width, times, async (index) => {
    const start = performance.now()
    await work(index)
    return performance.now() - start
  })
  const total = performance.now() - began
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { perSecond: (times / total) * 1_000, p50: at(0.5), p99: at(0.99), total }
}
