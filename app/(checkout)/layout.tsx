import '@/app/globals.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PerRequestDocument } from '@/components/ui/per-request-document'

export { documentViewport as viewport } from '@/components/ui/document'

export const metadata: Metadata = {
  title: { default: 'Fiftyone', template: '%s · Fiftyone' },
  robots: { index: false, follow: false },
}

export default function CheckoutLayout({ children }: { children: ReactNode }) {
  return <PerRequestDocument>{children}</PerRequestDocument>
}
