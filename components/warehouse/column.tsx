import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { formatCount } from '@/lib/core/format'

/** One state of the board: its name, how many are in it, and the first of them, or a sentence when there is none. */
export function Column({
  title,
  count,
  shown = count,
  onMore,
  empty,
  action,
  className,
  children,
}: {
  title: string
  /** all of them */
  count: number
  /** how many of them are listed */
  shown?: number
  /** lists more; null: more can't be listed */
  onMore?: (() => void) | null
  empty: string
  action?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <section aria-label={title} className={classNames('grid min-w-0 content-start gap-3', className)}>
      <div className="flex min-h-12 items-center justify-between gap-3 border-b border-line">
        <h2 className="flex items-baseline gap-2 font-medium">
          {title} <span className="figures text-sm text-muted">{formatCount(count)}</span>
        </h2>
        {action}
      </div>
      {count === 0 ? (
        <p className="py-2 text-sm text-muted">{empty}</p>
      ) : (
        <>
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-3">{children}</ul>
          {shown < count && (
            <div className="grid gap-2 py-2 text-sm text-muted">
              <p>
                The first {formatCount(shown)} of {formatCount(count)}.
                {!onMore && ' Find any other by its number.'}
              </p>
              {onMore && (
                <Button tone="secondary" block onClick={onMore}>
                  Show more
                </Button>
              )}
            </div>
          )}
        </>
      )}
    </section>
  )
}
