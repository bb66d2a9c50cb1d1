import type { ComponentProps } from 'react'

/**
 * A link that always loads a new document. A page's Content-Security-Policy is that of the document it was loaded with, so
 * pages that need another one (checkout, which alone may reach the payment processor) are never entered softly.
 */
export function DocumentLink({ href, children, ...rest }: ComponentProps<'a'> & { href: string }) {
  return (
    <a {...rest} href={href}>
      {children}
    </a>
  )
}
