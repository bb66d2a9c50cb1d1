import 'server-only'
import { fulfillmentConfig } from '../environment'
import { ConfigError } from '../parse'
import { serverConfig } from './server'

/**
 * Stops a process whose environment cannot work, with every fault listed; one that can is parsed by now. A shop whose
 * warehouse is a deployment of its own (FULFILLMENT_URL) needs nothing of it.
 */
export function requireEnvironment(): void {
  const hasWarehouse = !process.env['FULFILLMENT_URL']
  const faults = [serverConfig, ...(hasWarehouse ? [fulfillmentConfig] : [])].flatMap((read) => {
    try {
      read()
      return []
    } catch (error) {
      if (error instanceof ConfigError) return error.faults
      throw error
    }
  })
  if (faults.length === 0) {
    // next-auth reads its own address itself.
    process.env['NEXTAUTH_URL'] ??= serverConfig().APP_URL
    return
  }
  console.error(new ConfigError([...new Set(faults)]).message)
  process.exit(1)
}
