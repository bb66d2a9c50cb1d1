import type { Environment } from './branch-environment'
import { HOST_SETTINGS, type Mark, secretsOf } from './fingerprints'

/** What is wrong with one variable. */
export interface Fault {
  setting: string
  message: string
}

/** Addresses that this deployment calls or answers at; only Postgres may be on the same machine. */
const POSTGRES = ['DATABASE_URL', 'FULFILLMENT_DATABASE_URL', 'PREVIEW_POSTGRES_URL']
const WEB_SETTINGS = [
  ...HOST_SETTINGS.filter((setting) => !POSTGRES.includes(setting)),
  ...['ALERT_WEBHOOK_URL', 'PURGE_URL'],
]
/** A server may call itself past its own proxy without https. */
const MAY_BE_LOCAL = ['ORIGIN_URL']
/** Addresses of stand-ins; the vendors' own are built in. */
const STAND_INS = ['STRIPE_API_URL', 'STRIPE_JS_URL']

/** Secrets that we make up ourselves, by `openssl rand -base64 32`; the others are as long as their vendors make them. */
const OWN = ['NEXTAUTH_SECRET', 'LOOKUP_KEY', 'CRON_SECRET', 'ENCRYPTION_KEYS', 'PREVIEW_SECRET']
/** Bits that a secret has at least, counted as its length by the entropy of its characters. */
const OWN_BITS = 96
const VENDOR_BITS = 40

const PLACEHOLDER =
  /replace-?_?me|change-?_?me|example|placeholder|your[-_]|insert[-_]|^password$|^secret$|^test$|^demo$|111122223333|\bxxx/i
const LOCAL_HOST = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1?\]?)$/
/** A host called "example", or one whose ending RFC 6761 reserves: nobody's service answers there. */
const RESERVED_HOST = /(^|\.)example(\.|$)|\.(test|invalid)$/

/**
 * What a production environment must not have, all of it at once: the values of .env.example, secrets that can be
 * guessed or that stand for two things, test keys, stand-ins, and addresses without https.
 */
export function unfitForProduction(environment: Environment): Fault[] {
  const secrets = secretsOf(environment)
  return [
    ...secrets.flatMap(guessable),
    ...usedTwice(secrets),
    ...WEB_SETTINGS.flatMap((setting) => openAddress(setting, environment[setting])),
    ...['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY']
      .filter((setting) => /^[a-z]+_test_/.test(environment[setting] ?? ''))
      .map((setting) => ({
        setting,
        message: 'is a test key, with which nobody pays; production takes money',
      })),
    ...STAND_INS.filter((setting) => environment[setting]).map((setting) => ({
      setting,
      message: 'is for a stand-in; leave it out in production',
    })),
  ]
}

function guessable({ setting, value }: Mark): Fault[] {
  if (PLACEHOLDER.test(value)) return [{ setting, message: 'still has a value of .env.example' }]
  if (setting === 'KMS_KEY_ID') return []
  const needed = OWN.includes(setting) ? OWN_BITS : VENDOR_BITS
  if (entropyBits(value) >= needed) return []
  const fix = OWN.includes(setting) ? 'make one with `openssl rand -base64 32`' : 'ask its vendor for another'
  return [{ setting, message: `can be guessed: ${fix}` }]
}

/** How many bits a text has at most when its characters come as often as they do: "aaaa…" has none, however long. */
export function entropyBits(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= count * Math.log2(count / text.length)
  return bits
}

/** A secret that stands for two things gives both away at once. Two databases may well share a user. */
function usedTwice(secrets: readonly Mark[]): Fault[] {
  const purpose = (setting: string) => (POSTGRES.includes(setting) ? 'the databases' : setting)
  return secrets.flatMap(({ setting, value }, at) => {
    const first = secrets.slice(0, at).find((other) => other.value === value)
    return first && purpose(first.setting) !== purpose(setting)
      ? [{ setting, message: `is the same as ${first.setting}: each needs a secret of its own` }]
      : []
  })
}

function openAddress(setting: string, url: string | undefined): Fault[] {
  if (!url || !URL.canParse(url)) return []
  const { protocol, hostname } = new URL(url)
  if (MAY_BE_LOCAL.includes(setting) && LOCAL_HOST.test(hostname)) return []
  return [
    ...(protocol === 'http:'
      ? [{ setting, message: 'is not https: anyone on the way could read along' }]
      : []),
    ...(LOCAL_HOST.test(hostname)
      ? [{ setting, message: 'is on this machine, where a stand-in answers' }]
      : []),
    ...(RESERVED_HOST.test(hostname) ? [{ setting, message: 'still has an address of .env.example' }] : []),
  ]
}
