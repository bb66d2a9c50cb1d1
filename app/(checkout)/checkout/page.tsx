import type { Metadata } from 'next'
import { connection } from 'next/server'
import { CheckoutPage } from '@/components/checkout/checkout-page'
import { QuietPage } from '@/components/checkout/quiet-page'
import { serverConfig } from '@/lib/config/shop/server'

export const metadata: Metadata = { title: 'Checkout' }

export default async function Page() {
  // The keys are those of the running process, not of the build.
  await connection()
  const { STRIPE_PUBLISHABLE_KEY, STRIPE_JS_URL } = serverConfig()
  return (
    <QuietPage secure>
      <CheckoutPage publishableKey={STRIPE_PUBLISHABLE_KEY} stripeJsUrl={STRIPE_JS_URL} />
    </QuietPage>
  )
}
