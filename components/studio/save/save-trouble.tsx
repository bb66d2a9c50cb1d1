import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { SaveCopy } from './save-copy'

/** Why what was typed is not saved, and what to do about it. */
export function SaveTrouble({
  trouble,
  onRetry,
}: {
  trouble: NonNullable<SaveCopy['trouble']>
  onRetry: () => void
}) {
  const { title, detail, isSignedOut, canRetry } = trouble
  return (
    <Notice tone="warning" title={title}>
      <p>{detail}</p>
      <div className="mt-2 flex flex-wrap items-center gap-x-5">
        {isSignedOut && (
          <a
            href="/studio"
            target="_blank"
            rel="noopener"
            className="link inline-flex min-h-11 items-center font-medium"
          >
            Sign in again in a new tab
          </a>
        )}
        {canRetry && (
          <Button tone="quiet" className="px-0" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </Notice>
  )
}
