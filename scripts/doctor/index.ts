import { type Environment, withBranch } from '../../lib/config/branch-environment'
import { checkApp } from './app'
import { checkBus } from './bus'
import { checkEnvironment } from './environment'
import type { Check, Finding } from './finding'
import { checkPayments } from './payments'
import { checkPostgres } from './postgres'
import { checkRedis } from './redis'
import { checkSignIn } from './sign-in'
import { checkWarehouse } from './warehouse'

export type { Finding } from './finding'

const CHECKS: readonly Check[] = [
  checkEnvironment,
  checkPostgres,
  checkRedis,
  checkBus,
  checkPayments,
  checkSignIn,
  checkApp,
  checkWarehouse,
]

/**
 * Looks at everything that a deployment with this environment needs, and says how to fix what is wrong. A check whose
 * variables are missing says nothing: the environment's own line names them. Changes nothing but a key in Redis, for
 * seconds.
 */
export async function diagnose(environment: Environment, skip: readonly string[] = []): Promise<Finding[]> {
  const complete = withBranch(environment)
  const findings = await Promise.all(CHECKS.map((check) => check(complete)))
  return findings.flat().filter(({ part }) => !skip.includes(part))
}
