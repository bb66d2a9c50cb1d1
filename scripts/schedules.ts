/**
 * Creates the shop's schedules at the bus (QStash, or its stand-in). On serverless this is all the cron there is:
 * `npm run schedules` once per deployment; again, it replaces the same schedules. `--remove` ends them; `--fulfillment` makes
 * the one of a warehouse that is a deployment of its own.
 */
import { pathToFileURL } from 'node:url'
import { Client } from '@upstash/qstash'
import { z } from 'zod'
import { withBranch } from '../lib/config/branch-environment'
import { command } from './terminal/command'

const EVERY_MINUTE = '* * * * *'
/** Jobs that run once a day, when few people shop. */
const DAILY: Readonly<Record<string, string>> = { 'erase-old-data': '17 3 * * *' }
export const JOBS = [
  'advance-orders',
  'relay-outbox',
  'expire-carts',
  'reconcile-inventory',
  'refresh-pages',
  'erase-old-data',
] as const

/** One schedule per job: POST {appUrl}/api/jobs/{job}, every minute or by `cron`, some once a day. Idempotent by its id. */
export async function createSchedules(options: {
  appUrl: string
  qstash: { url: string; token: string }
  cron?: string
}): Promise<void> {
  const { appUrl, qstash, cron = EVERY_MINUTE } = options
  const bus = new Client({ baseUrl: qstash.url, token: qstash.token, enableTelemetry: false })
  for (const job of JOBS) {
    await bus.schedules.create({
      scheduleId: idOf(appUrl, job),
      destination: `${appUrl}/api/jobs/${job}`,
      cron: DAILY[job] ?? cron,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      // A server may die with a job in hand. All of them are safe to run again.
      retries: 2,
    })
  }
}

export const WAREHOUSE_JOBS = ['relay-outbox', 'erase-old-data'] as const
export const warehouseJob = (url: string, job: (typeof WAREHOUSE_JOBS)[number]) =>
  `${url}/api/fulfillment/jobs/${job}`

/** The schedules of a warehouse that is a deployment of its own: its outbox with alarms that are due, and what it forgets. */
export async function createFulfillmentSchedule(env: Record<string, string | undefined>): Promise<void> {
  const { FULFILLMENT_URL = '', QSTASH_URL = '', QSTASH_TOKEN = '' } = env
  const bus = new Client({ baseUrl: QSTASH_URL, token: QSTASH_TOKEN, enableTelemetry: false })
  for (const job of WAREHOUSE_JOBS) {
    await bus.schedules.create({
      scheduleId: idOf(FULFILLMENT_URL, `fulfillment-${job}`),
      destination: warehouseJob(FULFILLMENT_URL, job),
      cron: DAILY[job] ?? EVERY_MINUTE,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      retries: 0,
    })
  }
}

const idOf = (appUrl: string, job: string) => `${new URL(appUrl).host.replace(/[^\w.-]/g, '-')}-${job}`

/** Ends them, when a deployment is over: the bus would call an address that is gone for ever. */
export async function removeSchedules(options: {
  appUrl: string
  qstash: { url: string; token: string }
}): Promise<void> {
  const { appUrl, qstash } = options
  const bus = new Client({ baseUrl: qstash.url, token: qstash.token, enableTelemetry: false })
  const ours = new Set(JOBS.map((job) => idOf(appUrl, job)))
  const standing = (await bus.schedules.list()).filter(({ scheduleId }) => ours.has(scheduleId))
  for (const { scheduleId } of standing) await bus.schedules.delete(scheduleId)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const flags = command({
    run: 'npm run schedules --',
    about:
      "Creates the shop's schedules at the bus, every minute each. Again, it replaces the same schedules.",
    examples: ['npm run schedules', 'npm run schedules -- --remove'],
  })
    .option('--remove', 'ends them, when a deployment is over')
    .option('--fulfillment', 'the one of a warehouse that is a deployment of its own')
    .parse()
    .opts()
  const environment = withBranch(process.env)
  const { APP_URL, QSTASH_URL, QSTASH_TOKEN } = z
    .object({ APP_URL: z.url(), QSTASH_URL: z.url(), QSTASH_TOKEN: z.string().min(1) })
    .parse(environment)
  const deployment = { appUrl: APP_URL.replace(/\/$/, ''), qstash: { url: QSTASH_URL, token: QSTASH_TOKEN } }
  if (flags.remove) {
    await removeSchedules(deployment)
    console.log(`No schedule calls ${APP_URL} any more.`)
  } else if (flags.fulfillment) {
    await createFulfillmentSchedule(environment)
    console.log('The warehouse’s schedules stand.')
  } else {
    await createSchedules(deployment)
    console.log(`${JOBS.length} schedules stand.`)
  }
}
