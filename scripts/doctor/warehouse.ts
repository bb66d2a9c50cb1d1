import { z } from 'zod'
import type { Environment } from '../../lib/config/branch-environment'
import { parseJson } from '../../lib/core/json'
import { askHealth } from './app'
import { about, applicationsOf, type Finding, reason } from './finding'

const says = about('warehouse')
const Services = z.record(z.string(), z.string())

/** A warehouse that is a deployment of its own answers, and the shop leads its pages there. */
export async function checkWarehouse(environment: Environment): Promise<Finding[]> {
  const url = environment['FULFILLMENT_URL']?.replace(/\/$/, '')
  if (!url) return []
  return [
    ...(applicationsOf(environment).shop ? checkServices(environment['SERVICES'], url) : []),
    ...(await checkAnswer(url)),
  ]
}

function checkServices(services: string | undefined, url: string): Finding[] {
  const read = Services.safeParse(parseJson(services ?? '{}')).data ?? {}
  if (read['fulfillment']?.replace(/\/$/, '') === url) return []
  return [
    says.fault(
      'SERVICES does not lead its pages to FULFILLMENT_URL',
      `set SERVICES={"fulfillment":"${url}"}, and build again: the rewrites are part of the build`,
    ),
  ]
}

async function checkAnswer(url: string): Promise<Finding[]> {
  try {
    const { health } = await askHealth(url)
    if (health?.status === 'up') return [says.well(`a deployment of its own, runs at ${url}`)]
    return [
      says.fault(
        health ? `runs at ${url}, without its database` : `what answers at ${url} is not the warehouse`,
        'look at it with its own variables: npm run doctor -- --env-file FILE, there',
      ),
    ]
  } catch (error) {
    return [
      says.fault(
        `nothing answers at ${url}: ${reason(error)}`,
        'deploy it (docs/strangler.md), or take FULFILLMENT_URL away: the shop serves it then',
      ),
    ]
  }
}
