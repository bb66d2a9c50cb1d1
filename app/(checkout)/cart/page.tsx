import type { Metadata } from 'next'
import { CartPage } from '@/components/cart/cart-page'
import { QuietPage } from '@/components/checkout/quiet-page'

export const metadata: Metadata = { title: 'Your cart' }

export default function Page() {
  return (
    <QuietPage>
      <CartPage />
    </QuietPage>
  )
}
