import './globals.css'
import type { Metadata } from 'next'
import { Document } from '@/components/ui/document'
import { LinkButton } from '@/components/ui/link-button'

export { documentViewport as viewport } from '@/components/ui/document'

export const metadata: Metadata = { title: 'Not found · Fiftyone', robots: { index: false } }

export default function GlobalNotFound() {
  return (
    <Document>
      <main
        id="main"
        className="shell grid min-h-dvh max-w-xl place-content-center justify-items-start gap-5"
      >
        <p className="display-type text-2xl">Fiftyone</p>
        <h1 className="display-type text-title">There is nothing at this address</h1>
        <p className="text-muted">
          An order opens in the browser that bought it, in the account that keeps it, or by a link that that
          the buyer copied within the last 30 days.
        </p>
        <div className="flex flex-wrap gap-3">
          <LinkButton href="/">Back to the shop</LinkButton>
          <LinkButton href="/account" tone="secondary" prefetch={false}>
            Your orders
          </LinkButton>
        </div>
      </main>
    </Document>
  )
}
