import '@/app/globals.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ShopFrame } from '@/components/shop/shop-frame'
import { PerRequestDocument } from '@/components/ui/per-request-document'
import { listCategories } from '../(shop)/_data/catalog'
import { shopMetadata } from '../(shop)/_pages/shop-metadata'

export { documentViewport as viewport } from '@/components/ui/document'

export const generateMetadata = (): Metadata => ({
  ...shopMetadata(),
  robots: { index: false, follow: false },
})

/**
 * The shop's pages for a browser that holds a preview link: proxy.ts sends it here from the pages' own addresses. Made for
 * one request each, so that no draft and no cookie comes near a page that is kept for everyone.
 */
export default async function PreviewLayout({ children }: { children: ReactNode }) {
  return (
    <PerRequestDocument>
      <ShopFrame categories={await listCategories()}>{children}</ShopFrame>
    </PerRequestDocument>
  )
}
