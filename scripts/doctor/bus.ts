import { z } from 'zod'
import type { Environment } from '../../lib/config/branch-environment'
import { JOBS, WAREHOUSE_JOBS, warehouseJob } from '../schedules'
import { about, type Finding, reason, TIMEOUT_MS } from './finding'

const says = about('bus')
const Keys = z.object({ current: z.string(), next: z.string() })
const Schedules = z.array(z.object({ destination: z.string(), isPaused: z.boolean().default(false) }))

/** QStash lets us in, signs with the keys that we check by, and calls the jobs. */
export async function checkBus(environment: Environment): Promise<Finding[]> {
  const { QSTASH_URL: url, QSTASH_TOKEN: token, APP_URL: app } = environment
  if (!url || !token || !app) return []
  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!answer.ok) throw new Error(`it answered ${answer.status}`)
    return answer.json()
  }
  try {
    const [keys, schedules] = await Promise.all([ask('/v2/keys'), ask('/v2/schedules')])
    return [
      ...checkKeys(Keys.parse(keys), environment),
      ...checkSchedules(
        Schedules.parse(schedules),
        app.replace(/\/$/, ''),
        environment['FULFILLMENT_URL']?.replace(/\/$/, ''),
      ),
    ]
  } catch (error) {
    return [
      says.fault(
        `cannot be used: ${reason(error)}`,
        'check QSTASH_URL (the one of your region) and QSTASH_TOKEN in the QStash console',
      ),
    ]
  }
}

function checkKeys(keys: z.infer<typeof Keys>, environment: Environment): Finding[] {
  const ours = [environment['QSTASH_CURRENT_SIGNING_KEY'], environment['QSTASH_NEXT_SIGNING_KEY']]
  if (!ours.includes(keys.current)) {
    return [
      says.fault(
        'signs with a key that the shop does not accept: every delivery would be refused',
        'copy both signing keys from the QStash console into QSTASH_CURRENT_SIGNING_KEY and QSTASH_NEXT_SIGNING_KEY',
      ),
    ]
  }
  if (ours.includes(keys.next)) return [says.well('lets us in and signs with the keys we know')]
  return [
    says.warning(
      'its next signing key is not the one set here',
      'copy it into QSTASH_NEXT_SIGNING_KEY before keys are rolled',
    ),
  ]
}

function checkSchedules(
  schedules: z.infer<typeof Schedules>,
  app: string,
  warehouse: string | undefined,
): Finding[] {
  const part = about('schedules')
  const jobs = [
    ...JOBS.map((job) => ({ name: job, url: `${app}/api/jobs/${job}` })),
    ...(warehouse
      ? WAREHOUSE_JOBS.map((job) => ({ name: `the warehouse’s ${job}`, url: warehouseJob(warehouse, job) }))
      : []),
  ].map((job) => ({ ...job, found: schedules.filter(({ destination }) => destination === job.url) }))
  const named = (some: typeof jobs) => some.map(({ name }) => name).join(', ')
  const missing = jobs.filter(({ found }) => found.length === 0)
  const paused = jobs.filter(({ found }) => found.length > 0 && found.every(({ isPaused }) => isPaused))
  return [
    ...(missing.length > 0
      ? [
          part.fault(
            `nothing calls ${named(missing)} at ${app}`,
            'npm run schedules (-- --fulfillment for the warehouse’s own); where a cron of your own calls them, leave this out with --skip schedules',
          ),
        ]
      : []),
    ...(paused.length > 0
      ? [part.fault(`${named(paused)} paused`, 'resume in the QStash console, or npm run schedules')]
      : []),
    ...(missing.length + paused.length === 0 ? [part.well(`${jobs.length} jobs are called at ${app}`)] : []),
  ]
}
