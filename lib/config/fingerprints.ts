import { randomBytes, scryptSync } from 'node:crypto'
import type { Environment } from './branch-environment'

/**
 * How a preview recognises production's hosts and secrets without having them: production prints a fingerprint of each
 * (`npm run doctor -- --fingerprints`), every other deployment compares its own (docs/decisions/0016).
 */

/** Whose host must be no other deployment's. Addresses of a vendor that everyone shares are no one's (SHARED_HOSTS). */
export const HOST_SETTINGS = [
  ...['APP_URL', 'DATABASE_URL', 'FULFILLMENT_DATABASE_URL', 'FULFILLMENT_URL', 'PREVIEW_POSTGRES_URL'],
  ...['UPSTASH_REDIS_REST_URL', 'QSTASH_URL', 'OIDC_ISSUER', 'NEXTAUTH_URL', 'ORIGIN_URL'],
] as const

/** Whose value must be no other deployment's; an address that makes something happen counts as a secret. */
export const SECRET_SETTINGS = [
  ...['UPSTASH_REDIS_REST_TOKEN', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ...[
    'QSTASH_TOKEN',
    'QSTASH_CURRENT_SIGNING_KEY',
    'QSTASH_NEXT_SIGNING_KEY',
    'ALERT_WEBHOOK_URL',
    'PURGE_URL',
  ],
  'KMS_KEY_ID',
  ...[
    'NEXTAUTH_SECRET',
    'OIDC_CLIENT_SECRET',
    'ENCRYPTION_KEYS',
    'LOOKUP_KEY',
    'CRON_SECRET',
    'PREVIEW_SECRET',
  ],
  ...['GITHUB_CLIENT_SECRET', 'GOOGLE_CLIENT_SECRET', 'PURGE_TOKEN'],
] as const

const SHARED_HOSTS =
  /^(qstash(-[\w-]+)?\.upstash\.io|accounts\.google\.com|github\.com|login\.microsoftonline\.com)$/
const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/

const FORMAT = /^f1\.([\w-]{22})((?:\.[\w-]{16})+)$/
const COST = { N: 4096, r: 8, p: 1 }
const HASH_BYTES = 12

export interface Mark {
  setting: string
  kind: 'host' | 'secret'
  value: string
}

/** The fingerprints of everything in an environment that no other deployment may have. Not a secret, nor for the public. */
export function printFingerprints(environment: Environment): string {
  const salt = randomBytes(16).toString('base64url')
  const hashes = new Set(marks(environment).map(({ value }) => hash(salt, value)))
  return ['f1', salt, ...[...hashes].sort()].join('.')
}

/** @returns null when the text is not what `printFingerprints` gives */
export function readFingerprints(text: string): { has(value: string): boolean } | null {
  const [, salt, list] = FORMAT.exec(text) ?? []
  if (!salt || !list) return null
  const known = new Set(list.split('.'))
  return { has: (value) => known.has(hash(salt, value)) }
}

/** Every host and secret of an environment, by the variable it stands in; hosts that nobody owns left out. */
export function marks(environment: Environment): Mark[] {
  const hosts = HOST_SETTINGS.flatMap((setting) => {
    const host = hostOf(environment[setting])
    return host && !LOOPBACK.test(host) && !SHARED_HOSTS.test(host)
      ? [{ setting, kind: 'host' as const, value: host }]
      : []
  })
  return [...hosts, ...secretsOf(environment)]
}

/** Every secret of an environment, by the variable it stands in: passwords in addresses and each key of a ring among them. */
export function secretsOf(environment: Environment): Mark[] {
  const passwords = HOST_SETTINGS.flatMap((setting) => secret(setting, passwordOf(environment[setting])))
  const secrets = SECRET_SETTINGS.flatMap((setting) =>
    (setting === 'ENCRYPTION_KEYS' || setting === 'KMS_KEY_ID'
      ? keysOf(environment[setting])
      : [environment[setting]]
    ).flatMap((value) => secret(setting, value)),
  )
  return [...passwords, ...secrets]
}

const secret = (setting: string, value: string | undefined): Mark[] =>
  value ? [{ setting, kind: 'secret', value }] : []

/** A pooled connection of Neon is the same server as the direct one. */
function hostOf(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined
  return new URL(url).hostname.toLowerCase().replace(/^([^.]+)-pooler\./, '$1.')
}

function passwordOf(url: string | undefined): string | undefined {
  return url && URL.canParse(url) ? decodeURIComponent(new URL(url).password) : undefined
}

/** Each key by itself: a ring that holds one of production's beside its own has production's. */
function keysOf(ring: string | undefined): string[] {
  return (ring ?? '').split(',').flatMap((entry) => entry.trim().replace(/^v\d+:/, '') || [])
}

const computed = new Map<string, string>()

/** Slow on purpose, for a secret that someone made up; the answer is kept, since each part reads the settings again. */
function hash(salt: string, value: string): string {
  const key = `${salt}.${value}`
  const made = computed.get(key) ?? scryptSync(value, salt, HASH_BYTES, COST).toString('base64url')
  computed.set(key, made)
  return made
}
