import '@/app/globals.css'
import '@/components/studio/rich-text/rich-text.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PerRequestDocument } from '@/components/ui/per-request-document'

export { documentViewport as viewport } from '@/components/ui/document'

export const metadata: Metadata = {
  title: { default: 'Studio', template: '%s · Studio' },
  robots: { index: false, follow: false },
}

export default function StudioLayout({ children }: { children: ReactNode }) {
  return <PerRequestDocument>{children}</PerRequestDocument>
}
