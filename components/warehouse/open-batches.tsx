import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { formatCount } from '@/lib/core/format'
import type { BatchSummary } from '@/lib/fulfillment/schema'

/** The batches that are being picked, by whom, and how far each is. */
export function OpenBatches({
  open,
  shown,
  onShow,
  onRelease,
}: {
  open: readonly BatchSummary[]
  /** the batch whose list is on the page */
  shown: string | undefined
  onShow: (id: string) => void
  onRelease: (id: string) => void
}) {
  return (
    <section aria-labelledby="open-batches" className="grid gap-3">
      <h2 id="open-batches" className="font-medium">
        Batches being picked
      </h2>
      {open.length === 0 ? (
        <p className="text-sm text-muted">
          None. Start one, and its orders are yours: nobody else picks them.
        </p>
      ) : (
        <ul className="grid gap-3">
          {open.map(({ id, picker, isMine, zone, left, size }) => (
            <li
              key={id}
              className={classNames(
                'flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-card border bg-surface p-4',
                id === shown ? 'border-accent' : 'border-line',
              )}
            >
              <p>
                <span className="font-medium">{isMine ? 'You' : picker}</span>
                {zone && `, shelves ${zone}`}
                <span className="figures block text-sm text-muted">
                  {formatCount(left)} of {formatCount(size)} left
                </span>
              </p>
              <span className="flex flex-wrap gap-2">
                <Button tone="secondary" aria-pressed={id === shown} onClick={() => onShow(id)}>
                  Show
                </Button>
                <Button tone="quiet" onClick={() => onRelease(id)}>
                  Hand back
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
