import { expect } from 'vitest'
import { figure } from '../support/figures'
import { report } from '../support/report'
import { simulate } from './simulate'
import * as shop from './use-cases'

/** FIRST_SEED begins elsewhere. */
const SEEDS = Number(process.env['SEEDS'] ?? figure(2_000, 300))
const FIRST = Number(process.env['FIRST_SEED'] ?? 1)

/** One half of the seeds: the two test files run side by side, as there are two cores at least. */
export async function simulateHalf(half: 0 | 1): Promise<void> {
  const first = FIRST + (half === 0 ? 0 : Math.floor(SEEDS / 2))
  const seeds = half === 0 ? Math.floor(SEEDS / 2) : Math.ceil(SEEDS / 2)
  const found = await simulate({ shop, seeds, firstSeed: first })
  const { steps, kinds, paid, canceled, refunded, bad, invariants, milliseconds } = found
  report(
    'F3',
    `seeds ${first}–${first + seeds - 1} of the real functions, ${steps} calls, ${kinds.kills} kills`,
    found.faults,
    `${paid} paid, ${canceled} canceled, ${refunded} refunded; ${bad.length} broken, in ${Math.round(milliseconds / 1000)} s`,
  )
  expect(bad.slice(0, 5)).toEqual([])
  expect(invariants).toEqual([])
  // A simulation in which nothing is bought proves nothing.
  expect(paid).toBeGreaterThan(seeds / 4)
}
