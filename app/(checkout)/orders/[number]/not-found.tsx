import { QuietPage } from '@/components/checkout/quiet-page'
import { OrderMissing } from '@/components/orders/order-missing'

export default function OrderNotFound() {
  return (
    <QuietPage>
      <OrderMissing />
    </QuietPage>
  )
}
