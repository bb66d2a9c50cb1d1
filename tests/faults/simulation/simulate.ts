import { readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { checkInvariants } from '@/scripts/invariants'
import { type Actor, runAs } from './gate'
import { Lane } from './lane'
import { type Edit, patched } from './variants'
import { type FaultCounts, type Shop, World, type WorldResult } from './world'

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
  /** changes of the database's own functions */
  edits?: readonly Edit[]
  lanes?: number
  /** ends at the first broken seed */
  untilBroken?: boolean
}

/** Worlds a lane runs before its leavings are checked as a whole and thrown away. */
const ROUND = 100

/** Runs seeds side by side, each in a world of its own. */
export async function simulate(options: SimulateOptions): Promise<Report> {
  const { shop, seeds, firstSeed = 1, edits = [], lanes: width = 6, untilBroken = false } = options
  const began = performance.now()
  const databases = await makeDatabases(width, edits)
  const lanes = await Promise.all(databases.urls.map((urls) => Lane.open(urls)))
  const report = emptyReport(seeds)
  const queue = Array.from({ length: seeds }, (_, index) => firstSeed + index).values()
  let stopped = false
  const worker = async (lane: Lane) => {
    let inRound = 0
    const endRound = async () => {
      if (inRound > 0 && edits.length === 0) report.invariants.push(...(await invariantsOf(lane)))
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
    forgetClients()
    await Promise.all(lanes.map((lane) => lane.close()))
    await databases.drop()
  }
  report.milliseconds = Math.round(performance.now() - began)
  return report
}

/** A client that waits for transactions of killed processes could not be closed. */
function forgetClients(): void {
  const kept = globalThis as { fiftyoneShopDb?: unknown; fiftyoneFulfillmentDb?: unknown }
  delete kept.fiftyoneShopDb
  delete kept.fiftyoneFulfillmentDb
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
    kinds: {
      kills: 0,
      callsNeverSent: 0,
      answersLost: 0,
      webhooksLost: 0,
      webhooksRepeated: 0,
      messagesLost: 0,
      messagesRepeated: 0,
    },
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

/** A pair of databases for each lane, with one product to sell variants of. */
async function makeDatabases(count: number, edits: readonly Edit[]) {
  const { postgres, templates } = inject('services')
  const run = `sim${Math.random().toString(36).slice(2, 10)}`
  const urlOf = (database: string) => Object.assign(new URL(postgres), { pathname: `/${database}` }).href
  const names = Array.from({ length: count }, (_, index) => ({
    shop: `${run}_${index}_shop`,
    fulfillment: `${run}_${index}_fulfillment`,
  }))
  await withClient(postgres, async (admin) => {
    for (const { shop, fulfillment } of names) {
      await admin.query(`CREATE DATABASE ${shop} TEMPLATE ${templates.shop} STRATEGY FILE_COPY`)
      await admin.query(`CREATE DATABASE ${fulfillment} TEMPLATE ${templates.fulfillment} STRATEGY FILE_COPY`)
    }
  })
  const urls = names.map(({ shop, fulfillment }) => ({ shop: urlOf(shop), fulfillment: urlOf(fulfillment) }))
  for (const { shop, fulfillment } of urls) {
    await withClient(shop, async (client) => {
      await client.query(PRODUCT)
      for (const edit of edits.filter(({ file }) => file.endsWith('.sql'))) {
        const text = await readFile(path.join(import.meta.dirname, '../../..', edit.file), 'utf8')
        await client.query(patched(text, edit).replaceAll('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION'))
      }
    })
    await withClient(fulfillment, async (client) => {
      for (const { file, put } of edits) if (file === 'prisma/fulfillment') await client.query(put)
    })
  }
  return {
    urls,
    async drop() {
      await withClient(postgres, async (admin) => {
        for (const { shop, fulfillment } of names) {
          await admin.query(`DROP DATABASE IF EXISTS ${shop} WITH (FORCE)`)
          await admin.query(`DROP DATABASE IF EXISTS ${fulfillment} WITH (FORCE)`)
        }
      })
    },
  }
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

const PRODUCT = `
  WITH category AS (INSERT INTO "Category" (id, slug, name) VALUES (gen_random_uuid(), 'c', 'C') RETURNING id)
  INSERT INTO "Product" (id, slug, name, tagline, description, details, care, "categoryId", images, "goesWith")
  SELECT gen_random_uuid(), 'p', 'P', '', '', '{}', '', id, '[]', '{}' FROM category`
