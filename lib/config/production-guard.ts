import type { Environment } from './branch-environment'
import { marks, readFingerprints } from './fingerprints'
import { type Fault, unfitForProduction } from './unfit-for-production'

/**
 * What makes an environment unfit for the deployment that it is for, all of it at once. Production must not have what
 * anyone can know or guess (unfit-for-production.ts); every other deployment must have no live key, host or secret of
 * production. Fails closed: an environment that reaches beyond this machine must say how to recognise production's things.
 */
export function productionFaults(environment: Environment): Fault[] {
  const deployment = environment['DEPLOYMENT'] ?? 'development'
  if (deployment === 'production') return [...pretended(environment), ...unfitForProduction(environment)]
  return [...liveKeys(environment), ...productionsOwn(environment)]
}

/** The host's own word on what this is (VERCEL_ENV), or a branch, against what a copied DEPLOYMENT says. */
function pretended(environment: Environment): Fault[] {
  const host = environment['VERCEL_ENV']
  return [
    ...(host && host !== 'production'
      ? [
          {
            setting: 'DEPLOYMENT',
            message: `says production, but the host says that this is a ${host} deployment`,
          },
        ]
      : []),
    ...(environment['PREVIEW_BRANCH']
      ? [{ setting: 'PREVIEW_BRANCH', message: 'production is no preview of a branch; leave it out' }]
      : []),
  ]
}

function liveKeys(environment: Environment): Fault[] {
  return ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY']
    .filter((setting) => /_live_/.test(environment[setting] ?? ''))
    .map((setting) => ({ setting, message: 'a live key belongs to DEPLOYMENT=production alone' }))
}

function productionsOwn(environment: Environment): Fault[] {
  const all = marks(environment)
  const text = environment['PRODUCTION_FINGERPRINTS']
  if (!text) {
    if (!all.some(({ kind }) => kind === 'host')) return []
    return [
      {
        setting: 'PRODUCTION_FINGERPRINTS',
        message:
          'is needed where a part is not on this machine: print it in production with `npm run doctor -- --fingerprints`, or set "none" while there is no production',
      },
    ]
  }
  if (text === 'none') return []
  const productions = readFingerprints(text)
  if (!productions) {
    return [
      {
        setting: 'PRODUCTION_FINGERPRINTS',
        message: 'is not what `npm run doctor -- --fingerprints` prints',
      },
    ]
  }
  return all
    .filter(({ value }) => productions.has(value))
    .map(({ setting, kind }) => ({
      setting,
      message: `has ${kind === 'host' ? 'a host' : 'a secret'} of production, which belongs to DEPLOYMENT=production alone`,
    }))
}
