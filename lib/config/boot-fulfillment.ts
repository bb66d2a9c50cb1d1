import 'server-only'
import { fulfillmentConfig } from './environment'
import { ConfigError } from './parse'

/** Stops a process that serves the warehouse alone when its environment cannot work, with every fault listed. */
export function requireFulfillmentEnvironment(): void {
  try {
    const { APP_URL, FULFILLMENT_URL } = fulfillmentConfig()
    // next-auth reads its own address itself.
    process.env['NEXTAUTH_URL'] ??= FULFILLMENT_URL ?? APP_URL
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
