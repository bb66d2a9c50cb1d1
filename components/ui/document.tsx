import type { Viewport } from 'next'
import type { ReactNode } from 'react'
import { LOCALE } from '@/lib/core/format'
import { EarlyClicks } from './early-clicks'
import { fontVariables } from './fonts'
import { PreviewMark } from './preview-mark'

/** The browser's own chrome in the colour of the paper. Re-export it from every root layout. */
export const documentViewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf7f2' },
    { media: '(prefers-color-scheme: dark)', color: '#141210' },
  ],
}

/**
 * <html> and <body> with the fonts and the skip link: what every root layout begins with. The layout imports
 * app/globals.css itself, and the page has an element with id "main" for the skip link to land on.
 *
 * @param nonce of a page that is made for one request
 */
export function Document({ nonce, children }: { nonce?: string | undefined; children: ReactNode }) {
  return (
    <html lang={LOCALE} className={fontVariables}>
      <body>
        <EarlyClicks nonce={nonce} />
        <a href="#main" className="skip-link">
          Skip to content
        </a>
        <PreviewMark />
        {children}
      </body>
    </html>
  )
}
