import 'server-only'
import { serverConfig } from '../../config/shop/server'
import { offeredProviders } from '../../shopper'
import { noncePolicy } from '../nonce-policy'

/** What Stripe.js needs, by Stripe's own list (docs.stripe.com/security/guide#content-security-policy). */
const STRIPE = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frame: [
    'https://js.stripe.com',
    'https://*.js.stripe.com',
    'https://hooks.stripe.com',
    'https://m.stripe.network',
  ],
  connect: ['https://api.stripe.com', 'https://m.stripe.com', 'https://m.stripe.network'],
  image: ['https://*.stripe.com'],
}

const NOTHING = { script: [], frame: [], connect: [], image: [] } satisfies Record<
  keyof typeof STRIPE,
  string[]
>

/**
 * The Content-Security-Policy of a page that is rendered for one request: scripts by nonce alone. Checkout, and nothing
 * else, may also reach the payment processor; pages that sign in may send a form on to the auth server.
 */
export function contentPolicy({ pathname, nonce }: { pathname: string; nonce: string }): string {
  const isCheckout = /^\/checkout(\/|$)/.test(pathname)
  const payments = isCheckout ? paymentHosts() : NOTHING
  // The studio shows the real page beside its form.
  const frames = /^\/studio(\/|$)/.test(pathname) ? ["'self'"] : payments.frame
  return noncePolicy({
    nonce,
    scripts: payments.script,
    images: payments.image,
    connections: payments.connect,
    frames,
    forms: isCheckout ? [] : signInHosts(),
  })
}

/** Of a page in preview, which also stands in the studio's frame. */
export const previewPolicy = (nonce: string): string => noncePolicy({ nonce, framed: true })

/** Where a sign-in form is sent on to. */
function signInHosts(): string[] {
  const { OIDC_ISSUER } = serverConfig()
  return offeredProviders().map(
    (provider) =>
      ({
        oidc: new URL(OIDC_ISSUER).origin,
        google: 'https://accounts.google.com',
        github: 'https://github.com',
      })[provider],
  )
}

/** Stripe's hosts, or the stand-in's and no other when one is set. */
function paymentHosts(): Record<keyof typeof STRIPE, string[]> {
  const { STRIPE_JS_URL, STRIPE_API_URL } = serverConfig()
  const standIn = [STRIPE_JS_URL, STRIPE_API_URL].flatMap((url) => (url ? [new URL(url).origin] : []))
  if (standIn.length === 0) return STRIPE
  const hosts = [...new Set(standIn)]
  return { script: hosts, frame: hosts, connect: hosts, image: hosts }
}
