import { ConfigError } from '@/lib/config/parse'
import { fulfillmentConfig } from '@/lib/config/fulfillment'
import { serverConfig } from '@/lib/config/server'

/** Runs once, before the first request: an environment that cannot work stops the process, every fault listed. */
export function register(): void {
  const faults = [serverConfig, fulfillmentConfig].flatMap((read) => {
    try {
      read()
      return []
    } catch (error) {
      if (error instanceof ConfigError) return [error.message]
      throw error
    }
  })
  if (faults.length === 0) return
  console.error([...new Set(faults)].join('\n\n'))
  process.exit(1)
}
