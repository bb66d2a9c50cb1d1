import type { Environment } from '../../lib/config/branch-environment'
import { parseFulfillmentConfig } from '../../lib/config/environment'
import { marks, readFingerprints } from '../../lib/config/fingerprints'
import { ConfigError } from '../../lib/config/parse'
import { parseServerConfig } from '../../lib/config/shop/server'
import { about, applicationsOf, type Finding } from './finding'

const says = about('environment')

/** Every variable, as the processes themselves read it at boot, and what is legal but seldom meant. */
export async function checkEnvironment(environment: Environment): Promise<Finding[]> {
  const { shop, warehouse } = applicationsOf(environment)
  const faults = new Set([
    ...(shop ? faultsOf(() => parseServerConfig(environment)) : []),
    ...(warehouse ? faultsOf(() => parseFulfillmentConfig(environment)) : []),
  ])
  if (faults.size > 0) {
    return [...faults].map((fault) => {
      const name = fault.split(':', 1)[0] ?? ''
      return says.fault(
        fault,
        `set ${name} where this deployment has its variables; .env.example says what it is for`,
      )
    })
  }
  if (!shop) return [says.well('complete, for the warehouse alone')]
  const { DEPLOYMENT, DEPLOYMENT_NAME } = parseServerConfig(environment)
  return [says.well(`complete: ${DEPLOYMENT}, called ${DEPLOYMENT_NAME}`), ...seldomMeant(environment)]
}

function faultsOf(parse: () => unknown): readonly string[] {
  try {
    parse()
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
}

function seldomMeant(environment: Environment): Finding[] {
  const { DEPLOYMENT, APP_URL, CLIENT_ADDRESS_HEADER } = parseServerConfig(environment)
  const findings: Finding[] = []
  if (environment['NEXTAUTH_URL'] && environment['NEXTAUTH_URL'].replace(/\/$/, '') !== APP_URL) {
    findings.push(says.fault('NEXTAUTH_URL is not APP_URL', 'set it to the same address, or leave it out'))
  }
  if (DEPLOYMENT !== 'production') return findings
  if (!CLIENT_ADDRESS_HEADER) {
    findings.push(
      says.warning(
        'limits by address count the peer of the connection',
        'when something stands in front of the shop, set CLIENT_ADDRESS_HEADER to the header that it writes; serve the shop with `npm run serve`',
      ),
    )
  }
  return [...findings, ...staleFingerprints(environment)]
}

/** Set in production too, the previews' fingerprints show whether they still know everything. */
function staleFingerprints(environment: Environment): Finding[] {
  const known = readFingerprints(environment['PRODUCTION_FINGERPRINTS'] ?? '')
  if (!known || marks(environment).every(({ value }) => known.has(value))) return []
  return [
    says.warning(
      'PRODUCTION_FINGERPRINTS is older than a host or a secret of production',
      'print it again with `npm run doctor -- --fingerprints`, and set it in every other deployment',
    ),
  ]
}
