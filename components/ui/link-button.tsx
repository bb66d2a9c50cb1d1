import Link from 'next/link'
import type { ComponentProps } from 'react'
import { buttonLook, type ButtonLook } from './button-look'
import { classNames } from './class-names'

type LinkButtonProps = ComponentProps<typeof Link> & ButtonLook

/** A link that looks like a button: it goes somewhere. Across root layouts the browser loads the page in full. */
export function LinkButton({
  tone = 'primary',
  size = 'md',
  block = false,
  className,
  ...rest
}: LinkButtonProps) {
  return <Link {...rest} className={classNames(buttonLook({ tone, size, block }), className)} />
}
