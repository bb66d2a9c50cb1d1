'use client'

import { type ComponentProps, useId } from 'react'
import { buttonLook, type ButtonLook } from './button-look'
import { classNames } from './class-names'
import { useEarlyClick } from './use-early-click'

interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** Work is under way: the button keeps its focus and its size, and does nothing when pressed again. */
  busy?: boolean
  /** what buttons that do the same are known by until the page's JavaScript has arrived */
  early?: string
}

/** A button that does something here, also when it is pressed before it can. For going somewhere there is LinkButton. */
export function Button({
  tone = 'primary',
  size = 'md',
  block = false,
  busy = false,
  type = 'button',
  early,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const id = useId()
  const name = early ?? id
  useEarlyClick(name)
  return (
    <button
      {...rest}
      data-early={type === 'button' ? name : undefined}
      type={busy ? 'button' : type}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
      className={classNames(buttonLook({ tone, size, block }), busy && 'opacity-80', className)}
    >
      {children}
    </button>
  )
}
