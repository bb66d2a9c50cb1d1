import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { FULFILLMENT_SETTINGS } from '../../lib/config/environment'

/** What a shop on this machine lends: the bus, and who may sign in. Neither its databases nor its money. */
const LENT = [
  ...['APP_URL', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'],
  ...['NEXTAUTH_SECRET', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ...['DEPLOYMENT', 'DEPLOYMENT_NAME'],
]

/** The settings of the fulfillment application that this machine knows, and no other variable. */
export function fulfillmentEnvironment(options: {
  url: string
  shop: string | undefined
}): Record<string, string> {
  const lent = options.shop ? parseEnv(readFileSync(path.join(options.shop, 'shop.env'), 'utf8')) : {}
  return {
    ...pick(lent, LENT),
    ...pick(process.env, FULFILLMENT_SETTINGS),
    FULFILLMENT_URL: options.url,
  }
}

function pick(from: Record<string, string | undefined>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name]
      return value ? [[name, value] as const] : []
    }),
  )
}
