import { classNames } from './class-names'

/** Where something of this size will be. Hidden from screen readers: say what loads in words, once. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('skeleton block', className)} />
}
