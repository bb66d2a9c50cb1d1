'use client'

import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from '@/components/ui/class-names'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'disabled'> {
  /** What it does, in words. */
  label: string
  icon: LucideIcon
  /** Nothing to do now: keeps its place and its focus. */
  off?: boolean
}

/** A small button that is a picture; its words are its label and what a pointer sees. */
export function IconButton({ label, icon: Icon, off = false, onClick, className, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={off || undefined}
      onClick={off ? undefined : onClick}
      className={classNames(
        'grid size-11 shrink-0 place-items-center rounded-full transition-colors',
        off ? 'cursor-not-allowed text-control' : 'text-ink hover:text-accent',
        className,
      )}
    >
      <Icon aria-hidden strokeWidth={1.5} className="size-4.5" />
    </button>
  )
}
