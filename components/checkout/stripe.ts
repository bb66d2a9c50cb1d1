import type { Stripe } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure'

export interface StripeSettings {
  publishableKey: string
  /** Where Stripe.js comes from when it is not Stripe: a stand-in for development and tests. */
  stripeJsUrl?: string | undefined
}

let loading: Promise<Stripe | null> | undefined

/** Stripe.js, loaded once for the page; null when it could not be loaded (ask again to try again). */
export function stripeFor(settings: StripeSettings): Promise<Stripe | null> {
  loading ??= load(settings).catch(() => {
    loading = undefined
    return null
  })
  return loading
}

async function load({ publishableKey, stripeJsUrl }: StripeSettings): Promise<Stripe | null> {
  // loadStripe fetches nothing when window.Stripe is there already.
  if (stripeJsUrl) await loadScript(stripeJsUrl)
  return loadStripe(publishableKey)
}

function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = url
    script.onload = () => resolve()
    script.onerror = () => {
      script.remove()
      reject(new Error(`${url} could not be loaded`))
    }
    document.head.append(script)
  })
}
