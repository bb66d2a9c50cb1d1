import { checkInvariants } from '@/scripts/invariants'
import { type FaultCounts, noFaults } from './fault-counts'
import { type Actor, runAs } from './gate'
import type { Lane } from './lane'
import { openLanes } from './open-lanes'
import type { Statements } from './variants'
import type { Shop } from './shoppers'
import { World, type WorldResult } from './world'

export interface Report {
  seeds: number
  steps: number
  faults: number
  kinds: FaultCounts
  paid: number
  canceled: number
  refunded: number
  bad: { seed: number; broken: string[] }[]
  /** what `npm run invariants` found at the end of the lanes' rounds */
  invariants: string[]
  milliseconds: number
}

export interface SimulateOptions {
  shop: Shop
  seeds: number
  firstSeed?: number
  /** changes of the databases themselves */
  sql?: Statements | undefined
  lanes?: number
  /** for a machine that is broken on purpose: ends at the first broken seed, and does not run `npm run invariants` */
  untilBroken?: boolean
}

/** Worlds a lane runs before its leavings are checked as a whole and thrown away. */
const ROUND = 100

/** Runs seeds side by side, each in a world of its own. */
export async function simulate(options: SimulateOptions): Promise<Report> {
  const { shop, seeds, firstSeed = 1, sql, lanes: width = 6, untilBroken = false } = options
  const began = performance.now()
  const { lanes, close } = await openLanes(width, sql)
  const report = emptyReport(seeds)
  const queue = Array.from({ length: seeds }, (_, index) => firstSeed + index).values()
  let stopped = false
  const worker = async (lane: Lane) => {
    let inRound = 0
    const endRound = async () => {
      if (inRound > 0 && !untilBroken) report.invariants.push(...(await invariantsOf(lane)))
      await lane.clear()
      inRound = 0
    }
    for (const seed of queue) {
      if (stopped) break
      const result = await new World(lane, shop, seed).run()
      add(report, seed, result)
      inRound += 1
      if (result.broken.length > 0) {
        stopped = untilBroken
        // What it left would trip its neighbours.
        inRound = 0
        await lane.clear()
      }
      if (inRound === ROUND) await endRound()
    }
    await endRound()
  }
  try {
    // Prisma's clients take a while to begin.
    await Promise.all(lanes.map((lane) => runAs(lane.bystander(), () => shop.advanceOrders())))
    await Promise.all(lanes.map(worker))
  } finally {
    await close()
  }
  report.milliseconds = Math.round(performance.now() - began)
  return report
}

async function invariantsOf(lane: Lane): Promise<string[]> {
  const bystander: Actor = lane.bystander()
  const findings = await runAs(bystander, () => checkInvariants())
  return findings.flatMap(({ id, faults }) => faults.map((fault) => `${id} ${fault}`))
}

function emptyReport(seeds: number): Report {
  return {
    seeds,
    steps: 0,
    faults: 0,
    kinds: noFaults(),
    paid: 0,
    canceled: 0,
    refunded: 0,
    bad: [],
    invariants: [],
    milliseconds: 0,
  }
}

function add(report: Report, seed: number, { faults, ends, steps, broken }: WorldResult): void {
  report.steps += steps
  for (const [kind, count] of Object.entries(faults) as [keyof FaultCounts, number][]) {
    report.kinds[kind] += count
    report.faults += count
  }
  report.paid += ends.paid
  report.canceled += ends.canceled
  report.refunded += ends.refunded
  if (broken.length > 0) report.bad.push({ seed, broken })
}
