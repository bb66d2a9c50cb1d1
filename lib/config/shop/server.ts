import 'server-only'
import { z } from 'zod'
import { readOnce, SECTIONS } from '../environment'
import { HttpUrl, parseEnvironment, PostgresUrl, Secret } from '../parse'

/** "v1:<base64 of 32 bytes>,v2:…": key-encryption keys, the newest last. */
const Keyring = z
  .string()
  .transform((text) => text.split(',').map((entry) => /^v(\d+):([A-Za-z0-9+/]{43}=)$/.exec(entry.trim())))
  .refine((matches) => matches.every((match) => match !== null), 'expected v1:<base64 of 32 bytes>[,v2:…]')
  .transform((matches) =>
    matches.flatMap((match) =>
      match ? [{ version: Number(match[1]), key: Buffer.from(match[2] ?? '', 'base64') }] : [],
    ),
  )

/** "v2:<key id or ARN>[,v3:…]": keys of AWS KMS, in the same count of versions as ENCRYPTION_KEYS. */
const KmsKeys = z
  .string()
  .transform((text) => text.split(',').map((entry) => /^v(\d+):(\S+)$/.exec(entry.trim())))
  .refine((matches) => matches.every((match) => match !== null), 'expected v1:<key id or ARN>[,v2:…]')
  .transform((matches) =>
    matches.flatMap((match) => (match ? [{ version: Number(match[1]), keyId: match[2] ?? '' }] : [])),
  )

const Settings = z
  .object({
    ...SECTIONS.deployment,
    ...SECTIONS.auth,
    ...SECTIONS.bus,
    ...SECTIONS.limits,
    /** The branch that a preview shows; its names and secrets follow from it (branch-environment.ts). */
    PREVIEW_BRANCH: z.string().optional(),
    PREVIEW_SECRET: Secret.optional(),
    PREVIEW_POSTGRES_URL: PostgresUrl.optional(),
    /** Where this server answers itself, past any cache in front of it; APP_URL when nothing stands in front. */
    ORIGIN_URL: HttpUrl.optional(),
    /** Called with the pages that were rendered again. */
    PURGE_URL: HttpUrl.optional(),
    PURGE_TOKEN: z.string().min(1).optional(),
    DATABASE_URL: PostgresUrl,
    /** Connections of one process. Small on purpose: more waiters on a hot row make it slower (docs/decisions/0004). */
    DATABASE_POOL: z.coerce.number().int().min(1).max(64).default(10),
    UPSTASH_REDIS_REST_URL: HttpUrl,
    UPSTASH_REDIS_REST_TOKEN: z.string().min(1),
    /** `on` where several servers serve one shop: they share a log of expired tags (docs/decisions/0040). */
    SHARED_CACHE: z.enum(['off', 'on']).default('off'),
    REDIS_PREFIX: z
      .string()
      .regex(/^[\w-]*$/)
      .default('f51'),
    STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_\w+$/),
    STRIPE_PUBLISHABLE_KEY: z.string().regex(/^pk_(test|live)_\w+$/),
    STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_'),
    /** Set for a stand-in only; the vendor's hosts otherwise. */
    STRIPE_API_URL: HttpUrl.optional(),
    STRIPE_JS_URL: HttpUrl.optional(),
    FULFILLMENT_URL: SECTIONS.warehouse.FULFILLMENT_URL,
    /** Both of a pair, or that way to sign in is not offered. */
    GOOGLE_CLIENT_ID: z.string().min(1).optional(),
    GOOGLE_CLIENT_SECRET: z.string().min(1).optional(),
    GITHUB_CLIENT_ID: z.string().min(1).optional(),
    GITHUB_CLIENT_SECRET: z.string().min(1).optional(),
    /** Keys of our own and of AWS KMS share one count of versions: the newest wraps, every other still unwraps. */
    ENCRYPTION_KEYS: Keyring.optional(),
    KMS_KEY_ID: KmsKeys.optional(),
    AWS_REGION: z.string().min(1).optional(),
    /** Set for a stand-in only; AWS's own address otherwise. */
    KMS_URL: HttpUrl.optional(),
    LOOKUP_KEY: Secret,
    CRON_SECRET: Secret,
    /** How long a cart's units are held, and how long an order waits for its payment. Minutes, fractions allowed. */
    HOLD_MINUTES: z.coerce.number().positive().max(1440).default(15),
    /** Cart writes need a proof of work: against robots that fill carts from many addresses (docs/alerts/hoarding.md). */
    ATTACK_MODE: z.enum(['off', 'on']).default('off'),
  })
  .superRefine((settings, context) => {
    const live = /_live_/.test(settings.STRIPE_SECRET_KEY) || /_live_/.test(settings.STRIPE_PUBLISHABLE_KEY)
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (live && (settings.STRIPE_JS_URL || settings.STRIPE_API_URL)) {
      fault('STRIPE_API_URL', 'a live key must never meet a stand-in')
    }
    const versions = [...(settings.ENCRYPTION_KEYS ?? []), ...(settings.KMS_KEY_ID ?? [])].map(
      ({ version }) => version,
    )
    if (versions.length === 0) fault('ENCRYPTION_KEYS', 'needs a key, here or in KMS_KEY_ID')
    if (new Set(versions).size < versions.length)
      fault('KMS_KEY_ID', 'a version stands for one key: count on from ENCRYPTION_KEYS')
    if (settings.KMS_KEY_ID && !settings.AWS_REGION)
      fault('AWS_REGION', 'is where the keys of KMS_KEY_ID are')
    if (settings.KMS_URL && settings.DEPLOYMENT === 'production')
      fault('KMS_URL', 'production asks AWS itself')
  })

export type ServerConfig = z.infer<typeof Settings>

/** The shop's settings. @throws ConfigError */
export const serverConfig = readOnce(Settings)

/** For tests of the settings themselves, and checks of settings that are not this process's. @throws ConfigError */
export const parseServerConfig = (environment: Record<string, string | undefined>): ServerConfig =>
  parseEnvironment(Settings, environment)
