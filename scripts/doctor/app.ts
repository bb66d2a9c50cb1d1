import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Environment } from '../../lib/config/branch-environment'
import { endpointUrl, stripeOf } from '../stripe-endpoint'
import { about, type Finding, reason, TIMEOUT_MS } from './finding'

const says = about('app')
const ATTEMPTS = 3
const Health = z.object({ status: z.string(), parts: z.record(z.string(), z.string()) })

/** The shop that runs at APP_URL is well, and is this one: it accepts what is signed with our webhook secret. */
export async function checkApp(environment: Environment): Promise<Finding[]> {
  const { APP_URL, STRIPE_WEBHOOK_SECRET: secret, STRIPE_SECRET_KEY: key } = environment
  if (!APP_URL || !secret || !key) return []
  const app = APP_URL.replace(/\/$/, '')
  try {
    const { headers, health } = await askHealth(app)
    if (!health)
      return [
        says.fault(
          `what answers at ${app} is not this shop`,
          'check APP_URL, and what stands in front of it',
        ),
      ]
    const down = Object.entries(health.parts).filter(([, state]) => state !== 'up')
    if (down.length > 0) {
      return [
        says.fault(
          `runs, without ${down.map(([part]) => part).join(', ')}`,
          'see the lines above: it may run with other variables',
        ),
      ]
    }
    return [
      says.well(`runs at ${app}`),
      ...(await checkSecret(app, key, secret)),
      ...(environment['DEPLOYMENT'] === 'preview' ? checkHidden(headers) : []),
    ]
  } catch (error) {
    return [
      says.fault(
        `nothing answers at ${app}: ${reason(error)}`,
        'deploy or start it; before that, leave this out with --skip app',
      ),
    ]
  }
}

/** A part that was slow once is not down: it is asked again before anything is said about it. */
export async function askHealth(
  app: string,
): Promise<{ headers: Headers; health: z.infer<typeof Health> | undefined }> {
  for (let attempt = 1; ; attempt++) {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(`${app}/api/health`, { signal, redirect: 'manual' })
    const health = Health.safeParse(await answer.json().catch(() => undefined)).data
    if (!health || health.status === 'up' || attempt === ATTEMPTS) return { headers: answer.headers, health }
    await sleep(1_000)
  }
}

/** An event about no payment: a shop with the same secret takes it and writes nothing. */
async function checkSecret(app: string, key: string, secret: string): Promise<Finding[]> {
  const payload = JSON.stringify({
    id: 'evt_doctor',
    object: 'event',
    type: 'doctor.ping',
    data: { object: {} },
  })
  const signature = stripeOf(key, undefined).webhooks.generateTestHeaderString({ payload, secret })
  const answer = await fetch(endpointUrl(app), {
    method: 'POST',
    body: payload,
    headers: { 'stripe-signature': signature },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (answer.ok) return [says.well('takes webhooks signed with STRIPE_WEBHOOK_SECRET')]
  if (answer.status !== 400) return [says.fault(`answered a webhook with ${answer.status}`, 'see its log')]
  return [
    says.fault(
      'runs with another STRIPE_WEBHOOK_SECRET than this one',
      'deploy again, so that it gets the variables as they are now',
    ),
  ]
}

function checkHidden(headers: Headers): Finding[] {
  if (headers.get('x-robots-tag')?.includes('noindex')) return []
  return [
    says.fault(
      'is a preview and does not ask search engines to stay away',
      'build it with DEPLOYMENT=preview',
    ),
  ]
}
