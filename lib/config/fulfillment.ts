import 'server-only'
import { z } from 'zod'
import type { Environment } from './branch-environment'
import { busSettings } from './bus'
import { HttpUrl, parseEnvironment, PostgresUrl } from './parse'

const Settings = z.object({
  FULFILLMENT_DATABASE_URL: PostgresUrl,
  FULFILLMENT_DATABASE_POOL: z.coerce.number().int().min(1).max(64).default(5),
  /** Where this application answers; the shop's address when both are one deployment. */
  FULFILLMENT_URL: HttpUrl.optional(),
  APP_URL: HttpUrl,
  ...busSettings,
})

export type FulfillmentConfig = z.infer<typeof Settings>

/** For checks of settings that are not this process's. @throws ConfigError */
export const parseFulfillmentConfig = (environment: Environment): FulfillmentConfig =>
  parseEnvironment(Settings, environment)

let parsed: FulfillmentConfig | undefined

/** The fulfillment application's settings; none of them is a secret of the shop. @throws ConfigError */
export function fulfillmentConfig(): FulfillmentConfig {
  return (parsed ??= parseEnvironment(Settings, process.env))
}
