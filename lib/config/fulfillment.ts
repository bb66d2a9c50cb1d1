import 'server-only'
import { z } from 'zod'
import type { Environment } from './branch-environment'
import { busSettings } from './bus'
import { limitSettings } from './limits'
import { HttpUrl, parseEnvironment, PostgresUrl } from './parse'
import { authSettings } from './auth'

const Settings = z.object({
  FULFILLMENT_DATABASE_URL: PostgresUrl,
  FULFILLMENT_DATABASE_POOL: z.coerce.number().int().min(1).max(64).default(5),
  /** Where this application answers; the shop's address when both are one deployment. */
  FULFILLMENT_URL: HttpUrl.optional(),
  /** How to recognise what is production's, everywhere else (production-guard.ts). */
  PRODUCTION_FINGERPRINTS: z.string().optional(),
  ...authSettings,
  ...busSettings,
  ...limitSettings,
})

/** The names of all it reads; none of them opens the shop's database, its Redis, its money or its shoppers' data. */
export const FULFILLMENT_SETTINGS: readonly string[] = Object.keys(Settings.shape)

export type FulfillmentConfig = z.infer<typeof Settings>

/** For checks of settings that are not this process's. @throws ConfigError */
export const parseFulfillmentConfig = (environment: Environment): FulfillmentConfig =>
  parseEnvironment(Settings, environment)

let parsed: FulfillmentConfig | undefined

/** The fulfillment application's settings; nothing of the shop's stock, money or shoppers is among them. @throws ConfigError */
export function fulfillmentConfig(): FulfillmentConfig {
  return (parsed ??= parseEnvironment(Settings, process.env))
}
