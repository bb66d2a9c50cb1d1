import { LinkButton } from '@/components/ui/link-button'

/** Said alike for an order of somebody else and for one that never was. */
export function OrderMissing() {
  return (
    <div className="grid max-w-xl justify-items-start gap-5 py-12">
      <h1 className="display-type text-title">We have no such order for you</h1>
      <p className="text-muted">
        Open it in the browser that bought it, or sign in with the account that did.
      </p>
      <LinkButton href="/account" prefetch={false}>
        Your orders
      </LinkButton>
    </div>
  )
}
