/**
 * Creates the shop's schedules at the bus (QStash, or its stand-in). On serverless this is all the cron there is:
 * `npm run schedules` once per deployment; again, it replaces the same schedules.
 */
import { pathToFileURL } from 'node:url'
import { Client } from '@upstash/qstash'
import { z } from 'zod'

const EVERY_MINUTE = '* * * * *'
export const JOBS = [
  'advance-orders',
  'relay-outbox',
  'expire-carts',
  'reconcile-inventory',
  'refresh-pages',
] as const

/** One schedule per job: POST {appUrl}/api/jobs/{job} every minute. Idempotent by its id. */
export async function createSchedules(options: {
  appUrl: string
  qstash: { url: string; token: string }
}): Promise<void> {
  const { appUrl, qstash } = options
  const bus = new Client({ baseUrl: qstash.url, token: qstash.token, enableTelemetry: false })
  const host = new URL(appUrl).host.replace(/[^\w.-]/g, '-')
  for (const job of JOBS) {
    await bus.schedules.create({
      scheduleId: `${host}-${job}`,
      destination: `${appUrl}/api/jobs/${job}`,
      cron: EVERY_MINUTE,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      // The next minute is the retry.
      retries: 0,
    })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { APP_URL, QSTASH_URL, QSTASH_TOKEN } = z
    .object({ APP_URL: z.url(), QSTASH_URL: z.url(), QSTASH_TOKEN: z.string().min(1) })
    .parse(process.env)
  await createSchedules({
    appUrl: APP_URL.replace(/\/$/, ''),
    qstash: { url: QSTASH_URL, token: QSTASH_TOKEN },
  })
  console.log(`${JOBS.length} schedules stand, every minute.`)
}
