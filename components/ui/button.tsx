import type { ComponentProps } from 'react'
import { buttonLook, type ButtonLook } from './button-look'
import { classNames } from './class-names'

interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** Work is under way: the button keeps its focus and its size, and does nothing when pressed again. */
  busy?: boolean
}

/** A button that does something here. For going somewhere there is LinkButton. */
export function Button({
  tone = 'primary',
  size = 'md',
  block = false,
  busy = false,
  type = 'button',
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
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
