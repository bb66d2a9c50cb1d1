import { headers } from 'next/headers'
import { type ReactNode, Suspense } from 'react'
import { Document } from './document'

/**
 * A document for one request and one person: its nonce comes with the request's headers, so nothing of it may be made
 * ahead. The whole <html> waits, which makes every page inside dynamic.
 */
export function PerRequestDocument({ children }: { children: ReactNode }) {
  return (
    <Suspense>
      <AfterHeaders>{children}</AfterHeaders>
    </Suspense>
  )
}

async function AfterHeaders({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return <Document nonce={nonce}>{children}</Document>
}
