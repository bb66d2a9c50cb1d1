import 'server-only'
import { z } from 'zod'
import type { Environment } from './branch-environment'
import { Deployment, HttpUrl, parseEnvironment, PostgresUrl, Secret } from './parse'

/**
 * The settings that shop and warehouse share, by section; the shop's own are in `shop/server.ts`. A part that runs with one
 * section alone reads that section alone. `.env.example` explains each setting.
 */
export const SECTIONS = {
  deployment: {
    DEPLOYMENT: Deployment,
    /** What this deployment is called where several share a service; a message or a payment of another name is not ours. */
    DEPLOYMENT_NAME: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens')
      .default('fiftyone'),
    /** How to recognise what is production's, everywhere else (production-guard.ts). */
    PRODUCTION_FINGERPRINTS: z.string().optional(),
  },
  /** Shop and warehouse read one session: a sign-in at either opens both. */
  auth: {
    APP_URL: HttpUrl,
    NEXTAUTH_SECRET: Secret,
    OIDC_ISSUER: HttpUrl,
    OIDC_CLIENT_ID: z.string().min(1),
    OIDC_CLIENT_SECRET: z.string().min(1),
  },
  bus: {
    QSTASH_URL: HttpUrl,
    QSTASH_TOKEN: z.string().min(1),
    QSTASH_CURRENT_SIGNING_KEY: Secret,
    QSTASH_NEXT_SIGNING_KEY: Secret,
    ALERT_WEBHOOK_URL: HttpUrl.optional(),
  },
  limits: {
    /** The header in which the platform in front writes the caller's address, overwriting what a caller sent. */
    CLIENT_ADDRESS_HEADER: z.enum(['x-vercel-forwarded-for', 'x-real-ip', 'cf-connecting-ip']).optional(),
    RATE_LIMIT_FACTOR: z.coerce.number().positive().max(1_000_000).default(1),
  },
  warehouse: {
    FULFILLMENT_DATABASE_URL: PostgresUrl,
    FULFILLMENT_DATABASE_POOL: z.coerce.number().int().min(1).max(64).default(5),
    /** Where the warehouse answers; the shop's address when both are one deployment. */
    FULFILLMENT_URL: HttpUrl.optional(),
  },
} as const

const { deployment, auth, bus, limits, warehouse } = SECTIONS
const Warehouse = z.object({ ...deployment, ...auth, ...bus, ...limits, ...warehouse })

/** Parses at the first call and returns the same object from then on. The call throws ConfigError. */
export function readOnce<Schema extends z.ZodType>(schema: Schema): () => z.infer<Schema> {
  let parsed: { settings: z.infer<Schema> } | undefined
  return () => (parsed ??= { settings: parseEnvironment(schema, process.env) }).settings
}

/** @throws ConfigError */
export const authConfig = readOnce(z.object({ ...deployment, ...auth }))
/** @throws ConfigError */
export const busConfig = readOnce(z.object({ ...deployment, ...bus }))
/** @throws ConfigError */
export const limitConfig = readOnce(z.object(limits))
/** The warehouse's settings: nothing among them opens the shop's database, Redis, money or shoppers. @throws ConfigError */
export const fulfillmentConfig = readOnce(Warehouse)

/** The names of all that the warehouse reads. */
export const FULFILLMENT_SETTINGS: readonly string[] = Object.keys(Warehouse.shape)

/** For checks of settings that are not this process's. @throws ConfigError */
export const parseFulfillmentConfig = (environment: Environment): z.infer<typeof Warehouse> =>
  parseEnvironment(Warehouse, environment)
