import { Button } from '@/components/ui/button'

/** The last ones are in other carts: a cart that has waited for long gives way to someone who asks. */
export function AskForOne({ busy, onAsk }: { busy: boolean; onAsk: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button tone="secondary" busy={busy} onClick={onAsk}>
        Ask for one
      </Button>
      <p className="min-w-0 flex-1 basis-48 text-sm text-muted">
        A cart that only waits gives way to you after two minutes.
      </p>
    </div>
  )
}
