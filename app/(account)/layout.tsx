import '@/app/globals.css'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { type ReactNode, Suspense } from 'react'
import { Document } from '@/components/ui/document'

export { documentViewport as viewport } from '@/components/ui/document'

export const metadata: Metadata = {
  title: { default: 'Fiftyone', template: '%s · Fiftyone' },
  robots: { index: false, follow: false },
}

/** A document for one request and one person: its nonce comes with the headers, so nothing of it may be made ahead. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <Suspense>
      <PerRequest>{children}</PerRequest>
    </Suspense>
  )
}

async function PerRequest({ children }: { children: ReactNode }) {
  await headers()
  return <Document>{children}</Document>
}
