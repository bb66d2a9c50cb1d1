import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'

/** The room that lines will take, so that nothing jumps when they arrive. */
export function CartLinesSkeleton({ lines = 2 }: { lines?: number }) {
  return (
    <div role="status">
      <span className="sr-only">Your cart is loading</span>
      {Array.from({ length: lines }, (_, index) => (
        <div
          key={index}
          className="grid grid-cols-[5.5rem_1fr] gap-x-4 border-b border-line py-5 first-of-type:pt-0 last:border-b-0 sm:grid-cols-[6.5rem_1fr] sm:gap-x-5"
        >
          <Skeleton className="aspect-[4/5]" />
          <div className="flex flex-col gap-2.5">
            <Skeleton className="h-5 w-40 max-w-full" />
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-4 w-32" />
            <Skeleton className="mt-auto h-9 w-24 rounded-full" />
          </div>
        </div>
      ))}
    </div>
  )
}

export function CartUnreachable({ detail, onRetry }: { detail: string; onRetry: () => void }) {
  return (
    <Notice tone="danger" title="We could not read your cart">
      <p className="mt-1">{detail} Nothing in it is lost.</p>
      <Button tone="secondary" className="mt-3" onClick={onRetry}>
        Try again
      </Button>
    </Notice>
  )
}

interface EmptyCartProps {
  children?: ReactNode
  /** In the drawer, closing it is the way on. */
  onContinue?: () => void
}

export function EmptyCart({ children, onContinue }: EmptyCartProps) {
  return (
    <div className="py-6">
      <p className="display-type text-heading">Nothing in here yet.</p>
      <p className="mt-2 max-w-[36ch] text-muted">
        Whatever you add is held for you for a while, so that nobody else can take it.
      </p>
      {children}
      <div className="mt-6">
        {onContinue ? (
          <Button tone="secondary" onClick={onContinue}>
            Keep looking
          </Button>
        ) : (
          <LinkButton href="/" tone="secondary">
            See what is new
          </LinkButton>
        )}
      </div>
    </div>
  )
}
