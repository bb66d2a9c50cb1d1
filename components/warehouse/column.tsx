import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'

/** One state of the board: its name, how many are in it, and what is there, or a word that nothing is. */
export function Column({
  title,
  count,
  empty,
  action,
  className,
  children,
}: {
  title: string
  count: number
  empty: string
  action?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <section aria-label={title} className={classNames('grid min-w-0 content-start gap-3', className)}>
      <div className="flex min-h-12 items-center justify-between gap-3 border-b border-line">
        <h2 className="flex items-baseline gap-2 font-medium">
          {title} <span className="figures text-sm text-muted">{count}</span>
        </h2>
        {action}
      </div>
      {count === 0 ? (
        <p className="py-2 text-sm text-muted">{empty}</p>
      ) : (
        <ul className="grid grid-cols-[minmax(0,1fr)] gap-3">{children}</ul>
      )}
    </section>
  )
}
