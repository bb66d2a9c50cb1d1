import { Button } from '@/components/ui/button'
import { QuietPage } from './quiet-page'

/** The page could not be made, most likely because the database is away for a moment. Nothing is lost by that. */
export function PageUnavailable({ reset }: { reset: () => void }) {
  return (
    <QuietPage>
      <div role="alert">
        <h1 className="display-type text-title">This page is not available right now</h1>
        <p className="mt-4 max-w-[48ch] text-muted">
          Your cart and your orders are safe. Please try again in a moment.
        </p>
      </div>
      <Button
        className="mt-8"
        onClick={() => {
          reset()
          location.reload()
        }}
      >
        Try again
      </Button>
    </QuietPage>
  )
}
