import { randomBytes } from 'node:crypto'

/** Where the parts of one shop answer, and by which keys. */
export interface StackParts {
  app: string
  postgres: string
  fulfillmentPostgres: string
  redis: { url: string; token: string }
  stripe: { url: string; secretKey: string; publishableKey: string; stripeJsUrl: string }
  qstash: { url: string; token: string }
  oidc: string
}

/** Values that only this shop knows; drawn once and kept. */
export interface StackSecrets {
  redisToken: string
  qstashToken: string
  qstashCurrentSigningKey: string
  qstashNextSigningKey: string
  stripeWebhookSecret: string
  nextAuthSecret: string
  oidcClientSecret: string
  encryptionKey: string
  lookupKey: string
  cronSecret: string
  previewSecret: string
}

export const OIDC_CLIENT_ID = 'fiftyone'

export function newSecrets(): StackSecrets {
  const secret = () => randomBytes(24).toString('base64url')
  return {
    redisToken: secret(),
    qstashToken: secret(),
    qstashCurrentSigningKey: `sig_${secret()}`,
    qstashNextSigningKey: `sig_${secret()}`,
    stripeWebhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    nextAuthSecret: secret(),
    oidcClientSecret: secret(),
    encryptionKey: randomBytes(32).toString('base64'),
    lookupKey: secret(),
    cronSecret: secret(),
    previewSecret: secret(),
  }
}

/** The whole environment of the app (lib/config), as a deployment would set it. */
export function composeEnvironment(parts: StackParts, secrets: StackSecrets): Record<string, string> {
  return {
    DEPLOYMENT: 'development',
    APP_URL: parts.app,
    DATABASE_URL: parts.postgres,
    FULFILLMENT_DATABASE_URL: parts.fulfillmentPostgres,
    UPSTASH_REDIS_REST_URL: parts.redis.url,
    UPSTASH_REDIS_REST_TOKEN: parts.redis.token,
    STRIPE_SECRET_KEY: parts.stripe.secretKey,
    STRIPE_PUBLISHABLE_KEY: parts.stripe.publishableKey,
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
    STRIPE_API_URL: parts.stripe.url,
    STRIPE_JS_URL: parts.stripe.stripeJsUrl,
    QSTASH_URL: parts.qstash.url,
    QSTASH_TOKEN: parts.qstash.token,
    QSTASH_CURRENT_SIGNING_KEY: secrets.qstashCurrentSigningKey,
    QSTASH_NEXT_SIGNING_KEY: secrets.qstashNextSigningKey,
    NEXTAUTH_URL: parts.app,
    NEXTAUTH_SECRET: secrets.nextAuthSecret,
    OIDC_ISSUER: parts.oidc,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET: secrets.oidcClientSecret,
    ENCRYPTION_KEYS: `v1:${secrets.encryptionKey}`,
    LOOKUP_KEY: secrets.lookupKey,
    CRON_SECRET: secrets.cronSecret,
  }
}
