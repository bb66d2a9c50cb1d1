import 'server-only'
import { z } from 'zod'
import { HttpUrl, parseEnvironment, Secret } from './parse'

/** The bus's settings, which the shop and the fulfillment application share: either runs with these alone. */
export const busSettings = {
  /** What this deployment is called where several share a service; a message or a payment of another name is not ours. */
  DEPLOYMENT_NAME: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens')
    .default('fiftyone'),
  QSTASH_URL: HttpUrl,
  QSTASH_TOKEN: z.string().min(1),
  QSTASH_CURRENT_SIGNING_KEY: Secret,
  QSTASH_NEXT_SIGNING_KEY: Secret,
  ALERT_WEBHOOK_URL: HttpUrl.optional(),
}

const Settings = z.object(busSettings)
export type BusConfig = z.infer<typeof Settings>

let parsed: BusConfig | undefined

/** @throws ConfigError */
export function busConfig(): BusConfig {
  return (parsed ??= parseEnvironment(Settings, process.env))
}
