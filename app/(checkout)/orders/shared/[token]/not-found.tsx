import { QuietPage } from '@/components/checkout/quiet-page'
import { LinkButton } from '@/components/ui/link-button'

/** Said alike for a link that was altered, made up, or whose time is over. */
export default function LinkNotFound() {
  return (
    <QuietPage>
      <div className="grid max-w-xl justify-items-start gap-5 py-12">
        <h1 className="display-type text-title">This link does not open an order any more</h1>
        <p className="text-muted">
          Links last for 30 days. Whoever placed the order can make another one on its page.
        </p>
        <LinkButton href="/account" prefetch={false}>
          Your orders
        </LinkButton>
      </div>
    </QuietPage>
  )
}
