import { QuietPage } from '@/components/checkout/quiet-page'
import { buttonLook } from '@/components/ui/button-look'
import { DocumentLink } from '@/components/ui/document-link'

export default function NotFound() {
  return (
    <QuietPage>
      <h1 className="display-type text-title">We have no such order for you</h1>
      <p className="mt-4 max-w-[48ch] text-muted">
        An order is shown in the browser that placed it, or to the account it belongs to. Sign in to see
        yours.
      </p>
      <DocumentLink href="/account" className={`mt-8 ${buttonLook({})}`}>
        Your orders
      </DocumentLink>
    </QuietPage>
  )
}
